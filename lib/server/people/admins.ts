import { texts } from "#lib/contract/errors";
import type { Tx } from "../db/client";
import { AppError } from "../errors";

/**
 * The admins of now, in order of ids. Their rows are locked, so acts on accounts stand in line and none decides by what another is about
 * to change: of two admins who delete each other one is left. "No key": what refers to them need not wait.
 */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'admin' AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

/** As `lockAdmins`, for an act that is an admin's: they may have been deleted while their request was on its way. @throws AppError unauthenticated */
export async function lockAdminsFor(tx: Tx, actorId: string): Promise<string[]> {
  const admins = await lockAdmins(tx);
  if (!admins.includes(actorId)) throw new AppError("unauthenticated", texts.invalidToken);
  return admins;
}
