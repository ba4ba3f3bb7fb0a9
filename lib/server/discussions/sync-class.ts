import type { ThreadShared } from "#lib/contract/discussions.ts";
import type { CourseSyncAnswer, CourseSyncBody } from "#lib/contract/events.ts";
import { id } from "#lib/contract/fields.ts";
import { limits } from "#lib/contract/limits.ts";
import { type Reader, requireCourse } from "../course-access";
import { read, sql } from "../db/sql";
import type { ForClass } from "../events/bus";
import { forClassThread } from "./project";
import { selectThreads, type ThreadRow } from "./thread-rows";

/** An answer to `course:sync` whose threads may go to a room of the class, too. */
export type FeedChanges =
  | (Omit<Extract<CourseSyncAnswer, { mode: "delta" }>, "threads"> & { threads: ForClass<ThreadShared>[] })
  | Extract<CourseSyncAnswer, { mode: "snapshot" }>;
type Change = { thread_id: string; seq: bigint; removed: boolean };
type Head = { seq: bigint; is_delta: boolean; epoch: string };

/**
 * docs/contract.md section 14, `course:sync`: what became of the class's threads since `since`, or, too far behind, ahead, or of another
 * history, only where the feed is. The head is read first: what changes while the threads are read is then told twice, never left out.
 * @throws AppError not_found, forbidden for all but the enrolled and the staff
 */
export async function syncClass(caller: Reader, { courseId, since, epoch }: CourseSyncBody): Promise<CourseSyncAnswer> {
  await requireCourse(courseId, "readClass", caller);
  return changesSince(courseId, since, epoch);
}

/** The same for whoever may hear of the class. */
export async function changesSince(courseId: string, since: number, epoch?: string): Promise<FeedChanges> {
  const comparable = epoch === undefined ? null : (id.safeParse(epoch).data ?? "");
  const [head] = await read<Head>(sql`
    SELECT coalesce(f.seq, 0) AS seq, i.epoch,
      ${since}::int8 BETWEEN greatest(coalesce(f.seq, 0) - ${limits.syncMax}, coalesce(f.floor, 0)) AND coalesce(f.seq, 0)
        AND coalesce(${comparable} = i.epoch::text, true) AS is_delta
    FROM installation i LEFT JOIN course_feeds f ON f.course_id = ${courseId}::uuid`);
  if (!head) throw new Error("an installation without a row");
  const at = { seq: Number(head.seq), epoch: head.epoch };
  if (!head.is_delta) return { mode: "snapshot", ...at };
  if (at.seq === since) return { mode: "delta", threads: [], removed: [], ...at };
  const changes = await read<Change>(sql`
    SELECT thread_id, seq, removed_at IS NOT NULL AS removed FROM course_changes
    WHERE course_id = ${courseId}::uuid AND seq > ${since}::int8 ORDER BY seq`);
  const kept = changes.filter(({ removed }) => !removed).map(({ thread_id }) => thread_id);
  const rows = kept.length > 0 ? await read<ThreadRow>(sql`${selectThreads(null)} WHERE t.id = ANY(${kept}::uuid[])`) : [];
  const bytes = rows.reduce((sum, row) => sum + Buffer.byteLength(row.question_text) + Buffer.byteLength(row.code_snippet ?? ""), 0);
  if (bytes > limits.answerTextBytes) return { mode: "snapshot", ...at };
  const threads = rows.flatMap((row) => forClassThread(row) ?? []);
  const there = new Set(threads.map((thread) => thread.id));
  // What was taken away after the changes were read is gone as well.
  return { mode: "delta", threads, removed: changes.map(({ thread_id }) => thread_id).filter((one) => !there.has(one)), ...at };
}
