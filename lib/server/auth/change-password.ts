import type { ChangePasswordBody } from "#lib/contract/auth";
import { audit } from "../audit/audit";
import { db, transaction } from "../db/client";
import { sql } from "../db/sql";
import { invalidField } from "../errors";
import { forgive, refuseIfSpent, spend } from "../limits";
import { publish } from "../realtime/bus";
import type { RequestFacts } from "../request-facts";
import type { Caller } from "./authenticate";
import { hashPassword, verifyPassword } from "./passwords";
import { endSessions } from "./sessions";

/**
 * The caller proves once more who they are: a browser left alone must not be enough.
 * @throws AppError invalid_input that names the field; too_many after ten failures
 */
export async function requirePassword(userId: string, password: string, field: string): Promise<void> {
  await refuseIfSpent("passwordFailure", userId);
  const row = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  if (!(await verifyPassword(row?.passwordHash ?? null, password))) {
    await spend("passwordFailure", userId);
    throw invalidField(field, "is not your password");
  }
  await refuseIfSpent("passwordFailure", userId);
  await forgive("passwordFailure", userId);
}

/** `POST /api/auth/password`: all other sessions end, and links to choose one are good no more. @throws AppError invalid_input */
export async function changePassword({
  caller,
  body,
  facts,
}: {
  caller: Caller;
  body: ChangePasswordBody;
  facts: RequestFacts;
}): Promise<{ ended: number }> {
  const userId = caller.user.id;
  await requirePassword(userId, body.current_password, "current_password");
  const passwordHash = await hashPassword(body.new_password);
  const ended = await transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await tx.oneTimeLink.deleteMany({ where: { userId } });
    const done = await endSessions(tx, sql`s.user_id = ${userId}::uuid AND s.id <> ${caller.sessionId}::uuid`);
    await audit(tx, { action: "password/changed", actorId: userId, targetId: userId, facts, details: { sessions: done.count } });
    return done;
  });
  publish(ended.facts);
  return { ended: ended.count };
}
