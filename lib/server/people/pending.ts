import type { Tx } from "../db/client";

/**
 * Those of these people whose address is not confirmed. They stay so until the transaction ends: what is kept for them is there when they
 * confirm it. Before courses are locked.
 */
export async function lockUnconfirmed(tx: Tx, userIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE id = ANY(${userIds}::uuid[]) AND email_confirmed_at IS NULL AND deleted_at IS NULL ORDER BY id FOR SHARE`;
  return new Set(rows.map(({ id }) => id));
}

/** Keeps places in courses for people whose address is not confirmed. */
export async function keepPlaces(tx: Tx, places: { courseId: string; studentId: string }[]): Promise<void> {
  await tx.pendingEnrollment.createMany({ data: places, skipDuplicates: true });
}

/** Lets go of all that was kept for someone: they are gone, or have another address. */
export async function dropPending(tx: Tx, userId: string): Promise<void> {
  await tx.pendingEnrollment.deleteMany({ where: { studentId: userId } });
  await tx.pendingDetails.deleteMany({ where: { userId } });
}
