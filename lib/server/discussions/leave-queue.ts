import type { Tx } from "../db/client";

/**
 * The open questions of a student who goes are resolved: nobody waits for an answer. They stay readable for the other side, tell nobody, and
 * keep their place in lists.
 * @returns the ids of those threads
 */
export async function leaveQueue(tx: Tx, studentId: string): Promise<string[]> {
  await tx.$executeRaw`SELECT 1 FROM threads WHERE student_id = ${studentId}::uuid AND status = 'open' ORDER BY id FOR NO KEY UPDATE`;
  const left = await tx.$queryRaw<{ id: string }[]>`
    UPDATE threads SET status = 'resolved', waiting_since = NULL, version = version + 1
    WHERE student_id = ${studentId}::uuid AND status = 'open' RETURNING id`;
  return left.map(({ id }) => id);
}
