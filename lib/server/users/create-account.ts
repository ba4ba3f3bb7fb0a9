import { limits } from "#lib/contract/limits.ts";
import type { CreatedUser, CreateUserBody } from "#lib/contract/users.ts";
import { audit } from "../audit/audit";
import { newLink, storeLinks } from "../auth/links";
import { mailLinks } from "../auth/mail-link";
import type { Caller } from "../caller";
import type { RequestContext } from "../http/request-context";
import { mailingForAdmins } from "../mail/mail-server";
import { createUser } from "./create-user";

type Input = { caller: Caller; body: CreateUserBody; request: RequestContext };

/**
 * docs/contract.md section 8, `POST /api/users`, for admins. Without a password the person gets a link, which the answer shows only once,
 * and which is mailed where email is sent.
 * @throws AppError conflict when the address has an account
 */
export async function createAccount({ caller, body, request }: Input): Promise<CreatedUser> {
  const by = { actorId: caller.user.id, request };
  if (body.password !== undefined) return createUser({ ...body, password: body.password }, by);
  const link = newLink("invitation", limits.invitationTtl);
  const user = await createUser({ ...body, password: null }, by, async (unit, { id }) => {
    const { tx } = unit;
    await storeLinks(tx, [{ ...link, userId: id }]);
    await audit(tx, { action: "link/made", ...by, targetId: id, details: { link: link.kind } });
    await mailLinks(unit, [link.id]);
  });
  return { ...user, invitation_url: link.url, ...(await mailingForAdmins()) };
}
