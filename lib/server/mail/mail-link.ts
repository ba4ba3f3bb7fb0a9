import type { LinkKind } from "#lib/contract/auth";
import { limits } from "#lib/contract/limits";
import { audit, nobody } from "../audit/audit";
import { keepLinks, knownFirstName, newLink, urlOfStored } from "../auth/links";
import { db, type Tx, transaction } from "../db/client";
import { enqueue } from "../jobs/enqueue";
import type { JobData } from "../jobs/lanes";
import { linkMail } from "./link-mail";
import { sendMail, sendsMail } from "./send-mail";

/** Puts the mails of links in line, if this installation sends any. @returns whether it does */
export async function mailLinks(tx: Tx, linkIds: string[]): Promise<boolean> {
  if (!sendsMail()) return false;
  for (const linkId of linkIds) await enqueue(tx, "mail-link", { linkId });
  return true;
}

/** The job `mail-link`. One that was used or replaced meanwhile is not sent. */
export async function mailLink({ linkId }: JobData["mail-link"]): Promise<void> {
  const link = await db().oneTimeLink.findUnique({ where: { id: linkId }, include: { user: { include: { pendingDetails: true } } } });
  const url = link && link.expiresAt > new Date() ? urlOfStored(link) : null;
  if (!link?.user.email || !url) return;
  const { user } = link;
  const to = { email: user.email, name: knownFirstName(user) };
  const kind = link.kind === "invitation" && user.passwordHash !== null ? "again" : (link.kind as LinkKind);
  await sendMail(linkMail(to, { url, kind, ttl: link.expiresAt.getTime() - Date.now() }));
}

/** The job `mail-forgotten`: whoever never chose a password is invited once more. */
export async function mailForgotten({ userId }: JobData["mail-forgotten"]): Promise<void> {
  if (userId === null) return;
  const link = await transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId, deletedAt: null } });
    if (!user) return null;
    const made = user.passwordHash === null ? newLink("invitation", limits.invitationTtl) : newLink("password", limits.forgottenLinkTtl);
    await keepLinks(tx, [{ ...made, userId }]);
    await audit(tx, { action: "link/made", ...nobody, targetId: userId, details: { link: made.kind, mailed: true } });
    return made;
  });
  if (link) await mailLink({ linkId: link.id });
}
