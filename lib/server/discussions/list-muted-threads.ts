import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { canReadSql } from "./access";

/** The threads that the caller has muted and may still read, as settings show them; the newest first. */
export async function listMutedThreads({
  caller,
}: {
  caller: Caller;
}): Promise<{ id: string; question_text: string; video_title: string | null }[]> {
  return read(sql`
    SELECT t.id, left(coalesce(t.title, t.question_text), 200) AS question_text, v.title AS video_title
    FROM muted_threads m JOIN threads t ON t.id = m.thread_id LEFT JOIN videos v ON v.id = t.video_id
    WHERE m.user_id = ${caller.user.id}::uuid AND ${canReadSql(caller.user.id)}
    ORDER BY t.id DESC`);
}
