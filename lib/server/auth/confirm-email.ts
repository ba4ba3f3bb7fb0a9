import type { ConfirmationMailAnswer, EmailConfirmation, LinkBody } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { limits } from "#lib/contract/limits";
import { audit } from "../audit/audit";
import type { Caller } from "../caller";
import { commit } from "../commit";
import { db, type Tx } from "../db/client";
import { AppError, isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { mailing } from "../mail/mail-server";
import { sendsMail } from "../mail/send-mail";
import { consume } from "../rate-limits";
import { confirmAddress } from "./confirm-address";
import { consumeLink, newLink, requireLink, storeLinks } from "./links";
import { mailLinks } from "./mail-link";
import { guessed } from "./reset-password";

type Input = { caller: Caller; facts: RequestContext };

/**
 * `POST /api/auth/email-confirmation`: the caller has the link that went to their address. Signed in, because the link alone would let
 * whoever typed somebody else's address keep the account once its owner follows it; without a session it chooses a new password instead.
 * @throws AppError not_found when the link is not good (any more); forbidden when it is another account's
 */
export async function confirmEmail({ caller, body, facts }: Input & { body: LinkBody }): Promise<EmailConfirmation> {
  const userId = caller.user.id;
  const link = await guessed(facts.ip, () => requireLink(db(), body.token));
  if (link.userId !== userId) throw new AppError("forbidden", texts.otherAccountsLink);
  if (link.kind !== "confirmation") throw new AppError("not_found", texts.linkNotGood);
  return commit(async (unit) => {
    const { kind } = await consumeLink(unit.tx, body.token);
    return { enrolled: await confirmAddress(unit, userId, { actorId: userId, facts }, kind) };
  });
}

/** `POST /api/auth/email-confirmation/mail`: the link once more. @throws AppError conflict for whoever is confirmed, too_many */
export async function mailConfirmation({ caller, facts }: Input): Promise<ConfirmationMailAnswer> {
  if (caller.confirmed) throw new AppError("conflict", texts.emailConfirmed);
  if (!sendsMail()) return { mailed: false };
  await consume("mailFrom", facts.ip);
  await consume("forgotten", caller.user.email);
  await send(caller.user.id, facts);
  return mailing();
}

/** The link for whoever has just signed up. When too many were sent there, or from there, they have their account, and ask for it later. */
export async function mailFirstConfirmation(user: { id: string; email: string }, facts: RequestContext): Promise<void> {
  if (!sendsMail()) return;
  try {
    await consume("mailFrom", facts.ip);
    await consume("forgotten", user.email);
  } catch (error) {
    if (isAppError(error)) return;
    throw error;
  }
  await send(user.id, facts);
}

/** A link that is on its way stays good: one that an import sent does more than this one. */
async function send(userId: string, facts: RequestContext): Promise<void> {
  await commit(async (unit) => {
    const { tx } = unit;
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    await mailLinks(unit, [(await liveLink(tx, userId)) ?? (await makeConfirmation(tx, userId, facts))]);
  });
}

async function liveLink(tx: Tx, userId: string): Promise<string | undefined> {
  const link = await tx.oneTimeLink.findFirst({ where: { userId, expiresAt: { gt: new Date() } }, select: { id: true } });
  return link?.id;
}

async function makeConfirmation(tx: Tx, userId: string, facts: RequestContext): Promise<string> {
  const link = newLink("confirmation", limits.confirmationLinkTtl);
  await storeLinks(tx, [{ ...link, userId }]);
  await audit(tx, { action: "link/made", actorId: userId, targetId: userId, facts, details: { link: link.kind, mailed: true } });
  return link.id;
}
