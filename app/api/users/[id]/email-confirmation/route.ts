import { texts } from "#lib/contract/errors.ts";
import { listedUserSchema, userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { confirmUser } from "#lib/server/auth/confirm-address.ts";

export const POST = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], answer: listedUserSchema, message: "Email confirmed" },
  confirmUser,
);
