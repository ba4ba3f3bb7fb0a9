import type { Tx } from "../db/transaction";

/**
 * The people among these whose address is not confirmed. Locks them until the end of the transaction, so that what is stored for them
 * exists when they confirm. To be called before courses are locked.
 */
export async function lockUnconfirmed(tx: Tx, userIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE id = ANY(${userIds}::uuid[]) AND email_confirmed_at IS NULL AND deleted_at IS NULL ORDER BY id FOR SHARE`;
  return new Set(rows.map(({ id }) => id));
}

/** Stores places in courses for people whose address is not confirmed. */
export async function storePendingEnrolments(tx: Tx, places: { courseId: string; studentId: string }[]): Promise<void> {
  await tx.pendingEnrollment.createMany({ data: places, skipDuplicates: true });
}

/** Deletes what was stored for a person who was deleted, or has another address. */
export async function deletePending(tx: Tx, userId: string): Promise<void> {
  await tx.pendingEnrollment.deleteMany({ where: { studentId: userId } });
  await tx.pendingDetails.deleteMany({ where: { userId } });
}
