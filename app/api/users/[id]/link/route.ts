import { texts } from "#lib/contract/errors";
import { linkSchema, userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { makeLink } from "#lib/server/users/make-link";

export const POST = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], status: 201, answer: linkSchema, message: "Link made" },
  makeLink,
);
