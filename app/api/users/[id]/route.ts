import { texts } from "#lib/contract/errors";
import { patchUserBody, userParams } from "#lib/contract/users";
import { route } from "#lib/server/http";
import { deleteUser } from "#lib/server/users/delete-user";
import { patchUser } from "#lib/server/users/patch-user";
import { getUser } from "#lib/server/users/require-user";

const path = { params: userParams, missing: texts.userNotFound, roles: ["admin"] } as const;

export const GET = route({ ...path, message: "User" }, getUser);
export const PATCH = route({ ...path, body: patchUserBody, message: "User changed" }, patchUser);
export const DELETE = route({ ...path, message: "User deleted" }, deleteUser);
