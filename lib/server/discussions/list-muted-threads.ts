import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { readableIds } from "./access";

/** The threads that the caller has muted and may still read, as settings show them; the newest first. */
export async function listMutedThreads({
  caller,
}: {
  caller: Caller;
}): Promise<{ id: string; question_text: string; video_title: string | null }[]> {
  return read(sql`
    SELECT t.id, left(coalesce(t.title, t.question_text), 200) AS question_text, v.title AS video_title
    FROM threads t LEFT JOIN videos v ON v.id = t.video_id
    WHERE t.id IN (${readableIds(caller.user.id, sql`SELECT thread_id FROM muted_threads WHERE user_id = ${caller.user.id}::uuid`)})
    ORDER BY t.id DESC`);
}
