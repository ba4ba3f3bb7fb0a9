import type { Unit } from "../commit";
import { read, sql } from "../db/sql";
import { forClassThread } from "./project";
import type { ThreadRow } from "./thread-rows";

type Raised = { seq: bigint; epoch: string };

/**
 * Tells the class of a thread as it is after this act: raises the course's `seq` by one and emits `course:thread`. Does nothing for a
 * private thread. Called last in a transaction, because the row of the feed is locked after everything else and for the shortest time.
 */
export async function raiseFeed(unit: Unit, row: ThreadRow): Promise<void> {
  const thread = forClassThread(row);
  if (!thread) return;
  const at = await raise(unit, row.course_id, row.id, false);
  unit.emit({ to: "course", courseId: row.course_id, event: "course:thread", body: { courseId: row.course_id, thread, ...at } });
}

/** The same for a thread that the class gets by this act: it counts as new to everybody else. */
export async function addToFeed(unit: Unit, row: ThreadRow): Promise<void> {
  await raiseFeed(unit, row);
  if (row.visibility === "class")
    await unit.tx.$executeRaw`
      UPDATE threads t SET class_seq = c.seq FROM course_changes c
      WHERE t.id = ${row.id}::uuid AND c.thread_id = t.id AND c.course_id = t.course_id`;
}

/** Tells the class that a thread is gone, or is the class's no more. `wasOfClass` false: it never had it. */
export async function removeFromFeed(unit: Unit, row: Pick<ThreadRow, "id" | "course_id">, wasOfClass: boolean): Promise<void> {
  if (!wasOfClass) return;
  const at = await raise(unit, row.course_id, row.id, true);
  unit.emit({
    to: "course",
    courseId: row.course_id,
    event: "course:thread_removed",
    body: { courseId: row.course_id, threadId: row.id, ...at },
  });
}

async function raise({ tx }: Unit, courseId: string, threadId: string, removed: boolean): Promise<{ seq: number; epoch: string }> {
  const [row] = await tx.$queryRaw<Raised[]>`
    WITH raised AS (
      INSERT INTO course_feeds AS f (course_id, seq) VALUES (${courseId}::uuid, 1)
      ON CONFLICT (course_id) DO UPDATE SET seq = f.seq + 1 RETURNING seq)
    INSERT INTO course_changes (course_id, thread_id, seq, removed_at)
    SELECT ${courseId}::uuid, ${threadId}::uuid, raised.seq, CASE WHEN ${removed} THEN now() END FROM raised
    ON CONFLICT (course_id, thread_id) DO UPDATE SET seq = excluded.seq, removed_at = excluded.removed_at
    RETURNING seq, (SELECT epoch FROM installation) AS epoch`;
  if (!row) throw new Error("a feed was not raised");
  return { seq: Number(row.seq), epoch: row.epoch };
}

/** Where a course's feed is. */
export async function feedHead(courseId: string): Promise<{ seq: number; epoch: string }> {
  const [row] = await read<{ seq: bigint | null; epoch: string }>(sql`
    SELECT (SELECT seq FROM course_feeds WHERE course_id = ${courseId}::uuid) AS seq, (SELECT epoch FROM installation) AS epoch`);
  if (!row) throw new Error("an installation without a row");
  return { seq: Number(row.seq ?? 0), epoch: row.epoch };
}
