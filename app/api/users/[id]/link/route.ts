import { texts } from "#lib/contract/errors.ts";
import { linkSchema, userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { makeLink } from "#lib/server/users/make-link.ts";

export const POST = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], status: 201, answer: linkSchema, message: "Link made" },
  makeLink,
);
