import type { Tx } from "../db/transaction";

/**
 * Resolves the open questions of a student who leaves, because nobody waits for an answer any more. Both sides can still read them.
 * Notifies nobody and keeps their place in lists.
 * @returns the ids of those threads
 */
export async function resolveOpenThreads(tx: Tx, studentId: string): Promise<string[]> {
  await tx.$executeRaw`SELECT 1 FROM threads WHERE student_id = ${studentId}::uuid AND status = 'open' ORDER BY id FOR NO KEY UPDATE`;
  const left = await tx.$queryRaw<{ id: string }[]>`
    UPDATE threads SET status = 'resolved', waiting_since = NULL, version = version + 1
    WHERE student_id = ${studentId}::uuid AND status = 'open' RETURNING id`;
  return left.map(({ id }) => id);
}
