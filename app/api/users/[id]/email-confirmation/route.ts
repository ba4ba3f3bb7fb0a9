import { texts } from "#lib/contract/errors";
import { listedUserSchema, userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { confirmUser } from "#lib/server/auth/confirm-address";

export const POST = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], answer: listedUserSchema, message: "Email confirmed" },
  confirmUser,
);
