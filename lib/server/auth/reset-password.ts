import type { LinkAnswer, LinkBody, ResetPasswordAnswer, ResetPasswordBody } from "#lib/contract/auth.ts";
import { audit } from "../audit/audit";
import { commit, withOwnEvents } from "../commit";
import { read, sql } from "../db/sql";
import { isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { refreshAdminsSoon } from "../people/refresh-admins-soon";
import { lockUser, requireUser } from "../people/require-user";
import { consume } from "../rate-limits";
import { refuseCommonPassword } from "./common-passwords";
import { confirmAddress } from "./confirm-address";
import { consumeLink, knownFirstName, requireLink } from "./links";
import { hashPassword } from "./passwords";
import { endSessions } from "./sessions";

/** `POST /api/auth/password/link`: what a link is for, so that its page can greet. Does not use it up. @throws AppError not_found */
export async function describeLink({ body, request }: { body: LinkBody; request: RequestContext }): Promise<LinkAnswer> {
  const { userId, kind } = await countUnknownLinks(request.ip, () => requireLink(body.token));
  const [user] = await read<{ email: string | null; first_name: string }>(
    sql`SELECT u.email, ${knownFirstName} AS first_name FROM users u WHERE u.id = ${userId}::uuid`,
  );
  return { kind, email: user?.email ?? "", first_name: user?.first_name ?? "" };
}

/**
 * `POST /api/auth/password/reset`: sets the password of the link's person. Ends all their sessions and opens none: they sign in with the
 * new password. Also confirms their address, whatever the kind of link.
 * @throws AppError not_found when the link is not good (any more); invalid_input for a password that is too common
 */
export async function resetPassword({ body, request }: { body: ResetPasswordBody; request: RequestContext }): Promise<ResetPasswordAnswer> {
  // Looks the link up before it hashes, so that a guess costs no hash.
  const { userId: account } = await countUnknownLinks(request.ip, () => requireLink(body.token));
  refuseCommonPassword(body.password, await requireUser(account), "password");
  const passwordHash = await hashPassword(body.password, { address: request.ip, account });
  const { user, kind } = await commit(async (unit) => {
    const { tx } = unit;
    const { userId, kind } = await consumeLink(tx, body.token);
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    // The link went to their address, or came from an admin who knows them. The events are emitted after the sessions have ended, so that
    // their holders receive none of them.
    const confirmed = withOwnEvents(unit);
    await confirmAddress(confirmed, userId, { actorId: userId, request }, kind);
    const user = await lockUser(tx, userId);
    const ended = await endSessions(unit, sql`s.user_id = ${userId}::uuid`);
    unit.emit(...confirmed.emitted);
    await audit(tx, { action: "password/reset", actorId: userId, targetId: userId, request, details: { link: kind, sessions: ended } });
    return { user, kind };
  });
  if (kind === "invitation") refreshAdminsSoon();
  return { user };
}

/** Counts unknown links against the caller's address. A known link is never refused for the guesses of others. */
export async function countUnknownLinks<T>(ip: string, work: () => Promise<T>): Promise<T> {
  return work().catch(async (error: unknown) => {
    if (isAppError(error)) await consume("tokenFailure", ip);
    throw error;
  });
}
