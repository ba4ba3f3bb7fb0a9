import { texts } from "#lib/contract/errors";
import { deletionSchema, userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { getDeletion } from "#lib/server/users/get-deletion";

export const GET = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], answer: deletionSchema, message: "What deleting this user will do" },
  getDeletion,
);
