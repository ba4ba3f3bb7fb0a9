import { texts } from "#lib/contract/errors";
import { userParams } from "#lib/contract/users";
import { route } from "#lib/server/http";
import { confirmUser } from "#lib/server/users/confirm-address";

export const POST = route({ params: userParams, missing: texts.userNotFound, roles: ["admin"], message: "Email confirmed" }, confirmUser);
