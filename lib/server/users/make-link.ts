import { limits } from "#lib/contract/limits.ts";
import type { Link } from "#lib/contract/users.ts";
import { audit } from "../audit/audit";
import type { ActOnUser } from "../auth/act-on-user";
import { newLink, storeLinks } from "../auth/links";
import { mailLinks } from "../auth/mail-link";
import { commit } from "../commit";
import { mailingForAdmins } from "../mail/mail-server";
import { lockUser } from "../people/require-user";

/**
 * `POST /api/users/:id/link`, for admins: a link to choose a password, shown only once. It replaces an earlier link. The person's password
 * and sessions stay until it is used.
 * @throws AppError not_found
 */
export async function makeLink({ caller, params, request }: ActOnUser): Promise<Link> {
  const link = await commit(async (unit) => {
    const { tx } = unit;
    const user = await lockUser(tx, params.id);
    const [row] = await tx.$queryRaw<{ has_password: boolean }[]>`
      SELECT password_hash IS NOT NULL AS has_password FROM users WHERE id = ${user.id}::uuid`;
    const kind = row?.has_password ? ("password" as const) : ("invitation" as const);
    const made = { ...newLink(kind, kind === "invitation" ? limits.invitationTtl : limits.adminLinkTtl), kind };
    await storeLinks(tx, [{ ...made, userId: user.id }]);
    await audit(tx, { action: "link/made", actorId: caller.user.id, targetId: user.id, request, details: { link: made.kind } });
    await mailLinks(unit, [made.id]);
    return made;
  });
  return { url: link.url, kind: link.kind, expires_at: link.expiresAt.toISOString(), ...(await mailingForAdmins()) };
}
