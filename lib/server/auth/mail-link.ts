import type { LinkKind } from "#lib/contract/auth.ts";
import { limits } from "#lib/contract/limits.ts";
import { audit, systemActor } from "../audit/audit";
import type { Unit } from "../commit";
import { read, sql } from "../db/sql";
import { transaction } from "../db/transaction";
import type { JobData } from "../jobs/queues";
import type { JobRun } from "../jobs/work";
import { log } from "../log";
import { deliver } from "../mail/deliver";
import { linkMail } from "../mail/link-mail";
import { sendsMail } from "../mail/send-mail";
import { noteMailed, noteWaiting } from "../people/invitations";
import { refreshAdminsSoon } from "../people/refresh-admins-soon";
import { knownFirstName, newLink, storeLinks, urlOfStored } from "./links";

/** Queues the emails of links, if this installation sends any. */
export async function mailLinks({ tx, enqueue }: Unit, linkIds: string[]): Promise<void> {
  if (!sendsMail()) return;
  for (const linkId of linkIds) await enqueue("mail-link", { linkId });
  await noteWaiting(tx, linkIds);
}

type StoredLink = {
  id: string;
  hash: Uint8Array;
  kind: LinkKind;
  expires_at: Date;
  email: string | null;
  has_password: boolean;
  first_name: string;
};

/** The job `mail-link`. Skips a link that was used or replaced meanwhile. Writes down the result of each attempt. */
export async function mailLink({ linkId }: JobData["mail-link"], { isLast }: Pick<JobRun, "isLast">): Promise<void> {
  const [link] = await read<StoredLink>(sql`
    SELECT l.id, l.hash, l.kind, l.expires_at, u.email, u.password_hash IS NOT NULL AS has_password, ${knownFirstName} AS first_name
    FROM one_time_links l JOIN users u ON u.id = l.user_id WHERE l.id = ${linkId}::uuid`);
  if (!link?.email || link.expires_at <= new Date()) return;
  const url = urlOfStored(link);
  if (!url) return note(linkId, "failed", "The secret that the link was made with is gone: make a new link");
  const to = { email: link.email, name: link.first_name };
  const kind = link.kind === "invitation" && link.has_password ? "again" : link.kind;
  const problem = await deliver(linkMail(to, { url, kind, ttl: link.expires_at.getTime() - Date.now() }));
  if (!problem) return note(linkId, "sent", null);
  await note(linkId, problem.isFinal || isLast ? "failed" : "waiting", problem.text);
  if (!problem.isFinal) throw new Error(problem.text);
  log.warn({ linkId, problem: problem.text }, "a mail with a link was refused for good");
}

/** Ends the job `mail-link` when its attempts never ended. */
export const giveUpMail = ({ linkId }: JobData["mail-link"]): Promise<void> =>
  note(linkId, "failed", "It couldn’t be sent: the server stopped each time it tried");

async function note(linkId: string, mail: "waiting" | "sent" | "failed", problem: string | null): Promise<void> {
  if (await noteMailed(linkId, mail, problem)) refreshAdminsSoon();
}

/** The job `mail-forgotten`. A person who never chose a password gets a new invitation. */
export async function mailForgotten({ userId }: JobData["mail-forgotten"], run: Pick<JobRun, "isLast">): Promise<void> {
  if (userId === null) return;
  const link = await transaction(async (tx) => {
    const [user] = await tx.$queryRaw<{ has_password: boolean }[]>`
      SELECT password_hash IS NOT NULL AS has_password FROM users WHERE id = ${userId}::uuid AND deleted_at IS NULL`;
    if (!user) return null;
    const made = user.has_password ? newLink("password", limits.forgottenLinkTtl) : newLink("invitation", limits.invitationTtl);
    await storeLinks(tx, [{ ...made, userId }]);
    await noteWaiting(tx, [made.id]);
    await audit(tx, { action: "link/made", ...systemActor, targetId: userId, details: { link: made.kind, mailed: true } });
    return made;
  });
  if (link) await mailLink({ linkId: link.id }, run);
}
