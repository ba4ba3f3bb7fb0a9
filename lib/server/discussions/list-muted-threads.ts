import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { isCurrentLecturerSql } from "./access";

/** The threads that the caller has muted and still takes part in, as settings show them; the newest first. */
export async function listMutedThreads({
  caller,
}: {
  caller: Caller;
}): Promise<{ id: string; question_text: string; video_title: string }[]> {
  return read(sql`
    SELECT t.id, left(t.question_text, 200) AS question_text, v.title AS video_title
    FROM muted_threads m JOIN threads t ON t.id = m.thread_id JOIN videos v ON v.id = t.video_id
    WHERE m.user_id = ${caller.user.id}::uuid AND (t.student_id = m.user_id OR ${isCurrentLecturerSql(caller.user.id)})
    ORDER BY t.id DESC`);
}
