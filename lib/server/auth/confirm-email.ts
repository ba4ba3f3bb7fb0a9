import type { ConfirmationMailAnswer, EmailConfirmation, LinkBody } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import type { Tx } from "../db/transaction";
import { AppError, isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { mailing } from "../mail/mail-server";
import { sendsMail } from "../mail/send-mail";
import { consume } from "../rate-limits";
import { confirmAddress } from "./confirm-address";
import { consumeLink, newLink, requireLink, storeLinks } from "./links";
import { mailLinks } from "./mail-link";
import { countUnknownLinks } from "./reset-password";

type Input = { caller: Caller; request: RequestContext };

/**
 * `POST /api/auth/email-confirmation`: the caller has the link that went to their address. Needs a session. Because otherwise a person
 * could register with someone else's address and keep the account once its owner follows the link. Without a session the link lets them
 * choose a new password instead.
 * @throws AppError not_found when the link is not good (any more); forbidden when it belongs to another account
 */
export async function confirmEmail({ caller, body, request }: Input & { body: LinkBody }): Promise<EmailConfirmation> {
  const userId = caller.user.id;
  const link = await countUnknownLinks(request.ip, () => requireLink(body.token));
  if (link.userId !== userId) throw new AppError("forbidden", texts.otherAccountsLink);
  if (link.kind !== "confirmation") throw new AppError("not_found", texts.linkNotGood);
  return commit(async (unit) => {
    const { kind } = await consumeLink(unit.tx, body.token);
    return { enrolled: await confirmAddress(unit, userId, { actorId: userId, request }, kind) };
  });
}

/**
 * `POST /api/auth/email-confirmation/mail`: sends the link once more.
 * @throws AppError conflict when the caller is confirmed already; too_many
 */
export async function mailConfirmation({ caller, request }: Input): Promise<ConfirmationMailAnswer> {
  if (caller.confirmed) throw new AppError("conflict", texts.emailConfirmed);
  if (!sendsMail()) return { mailed: false };
  await consume("mailFrom", request.ip);
  await consume("forgotten", caller.user.email);
  await send(caller.user.id, request);
  return mailing();
}

/** Sends the link after a sign-up. Beyond the limits it sends nothing: the person has their account, and can ask for the link later. */
export async function mailFirstConfirmation(user: { id: string; email: string }, request: RequestContext): Promise<void> {
  if (!sendsMail()) return;
  try {
    await consume("mailFrom", request.ip);
    await consume("forgotten", user.email);
  } catch (error) {
    if (isAppError(error)) return;
    throw error;
  }
  await send(user.id, request);
}

/** Sends the link that is still good, if there is one, because an invitation does more than a confirmation. */
async function send(userId: string, request: RequestContext): Promise<void> {
  await commit(async (unit) => {
    const { tx } = unit;
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    await mailLinks(unit, [(await liveLink(tx, userId)) ?? (await makeConfirmation(tx, userId, request))]);
  });
}

async function liveLink(tx: Tx, userId: string): Promise<string | undefined> {
  const [link] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM one_time_links WHERE user_id = ${userId}::uuid AND expires_at > ${new Date()}::timestamptz LIMIT 1`;
  return link?.id;
}

async function makeConfirmation(tx: Tx, userId: string, request: RequestContext): Promise<string> {
  const link = newLink("confirmation", limits.confirmationLinkTtl);
  await storeLinks(tx, [{ ...link, userId }]);
  await audit(tx, { action: "link/made", actorId: userId, targetId: userId, request, details: { link: link.kind, mailed: true } });
  return link.id;
}
