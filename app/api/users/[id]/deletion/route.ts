import { texts } from "#lib/contract/errors.ts";
import { deletionSchema, userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { getDeletion } from "#lib/server/users/get-deletion.ts";

export const GET = route(
  { params: userParams, missing: texts.userNotFound, roles: ["admin"], answer: deletionSchema, message: "What deleting this user will do" },
  getDeletion,
);
