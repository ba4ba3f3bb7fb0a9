import type { ChangePasswordBody, Ended } from "#lib/contract/auth.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { read, sql } from "../db/sql";
import { invalidField } from "../errors";
import type { RequestContext } from "../http/request-context";
import { assertAvailable, attempt } from "../rate-limits";
import { refuseCommonPassword } from "./common-passwords";
import { hashPassword, inTurn } from "./passwords";
import { endSessions } from "./sessions";

/**
 * Makes the caller prove once more who they are, because someone else may sit at their browser.
 * @returns the hash that the password matched
 * @throws AppError invalid_input that names the field; too_many after ten failures
 */
export async function requirePassword(userId: string, password: string, field: string): Promise<string> {
  await assertAvailable("passwordFailure", userId);
  const proven = await inTurn(lineOf(userId), (verify) =>
    attempt("passwordFailure", userId, async () => {
      const [row] = await read<{ hash: string | null }>(sql`SELECT password_hash AS hash FROM users WHERE id = ${userId}::uuid`);
      const passwordHash = row?.hash ?? null;
      return (await verify(passwordHash, password)) ? passwordHash : null;
    }),
  );
  if (proven === null) throw wrongPassword(field);
  return proven;
}

/** A line of its own for each person who is signed in, so that a flood of sign-ins from the same address does not hold them up. */
const lineOf = (userId: string) => ({ address: userId, account: userId });

const wrongPassword = (field: string) => invalidField(field, "is not your password");

/** `POST /api/auth/password`: also ends all other sessions, and the links to choose a password. @throws AppError invalid_input */
export async function changePassword({
  caller,
  body,
  request,
}: {
  caller: Caller;
  body: ChangePasswordBody;
  request: RequestContext;
}): Promise<Ended> {
  const userId = caller.user.id;
  const proven = await requirePassword(userId, body.current_password, "current_password");
  refuseCommonPassword(body.new_password, caller.user, "new_password");
  const passwordHash = await hashPassword(body.new_password, lineOf(userId));
  return commit(async (unit) => {
    const { tx } = unit;
    // Does nothing if the password has been changed meanwhile: knowing the former password must not undo that.
    const { count } = await tx.user.updateMany({ where: { id: userId, passwordHash: proven }, data: { passwordHash } });
    if (count === 0) throw wrongPassword("current_password");
    // A link to an unconfirmed address stays, because the mailbox may be someone else's.
    await tx.$executeRaw`
      DELETE FROM one_time_links l USING users u
      WHERE l.user_id = ${userId}::uuid AND u.id = l.user_id AND u.email_confirmed_at IS NOT NULL`;
    const ended = await endSessions(unit, sql`s.user_id = ${userId}::uuid AND s.id <> ${caller.sessionId}::uuid`);
    await audit(tx, { action: "password/changed", actorId: userId, targetId: userId, request, details: { sessions: ended } });
    return { ended };
  });
}
