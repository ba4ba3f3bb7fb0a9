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
 * @returns the hash by which they did
 * @throws AppError invalid_input that names the field; too_many after ten failures
 */
export async function requirePassword(userId: string, password: string, field: string): Promise<string> {
  await refuseIfSpent("passwordFailure", userId);
  const row = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  const passwordHash = row?.passwordHash ?? null;
  if (!(await verifyPassword(passwordHash, password)) || passwordHash === null) {
    await spend("passwordFailure", userId);
    throw wrongPassword(field);
  }
  await refuseIfSpent("passwordFailure", userId);
  await forgive("passwordFailure", userId);
  return passwordHash;
}

const wrongPassword = (field: string) => invalidField(field, "is not your password");

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
  const proven = await requirePassword(userId, body.current_password, "current_password");
  const passwordHash = await hashPassword(body.new_password);
  const ended = await transaction(async (tx) => {
    // Another change may have come in between, and its password is not undone by who knows the one before.
    const { count } = await tx.user.updateMany({ where: { id: userId, passwordHash: proven }, data: { passwordHash } });
    if (count === 0) throw wrongPassword("current_password");
    // A link to an address that is not confirmed stays: the mailbox is perhaps not the caller's.
    await tx.oneTimeLink.deleteMany({ where: { userId, user: { emailConfirmedAt: { not: null } } } });
    const done = await endSessions(tx, sql`s.user_id = ${userId}::uuid AND s.id <> ${caller.sessionId}::uuid`);
    await audit(tx, { action: "password/changed", actorId: userId, targetId: userId, facts, details: { sessions: done.count } });
    return done;
  });
  publish(ended.facts);
  return { ended: ended.count };
}
