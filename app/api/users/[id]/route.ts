import { z } from "zod";
import { userSchema } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { listedUserSchema, patchUserBody, userParams } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { deleteUser } from "#lib/server/users/delete-user.ts";
import { getUser } from "#lib/server/users/get-user.ts";
import { patchUser } from "#lib/server/users/patch-user.ts";

const path = { params: userParams, missing: texts.userNotFound, roles: ["admin"] } as const;

export const GET = route({ ...path, answer: listedUserSchema, message: "User" }, getUser);
export const PATCH = route(
  {
    ...path,
    body: patchUserBody,
    answer: userSchema,
    refuses: { conflict: [texts.emailTaken, texts.lastAdmin, texts.ownsCourses] },
    message: "User changed",
  },
  patchUser,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { conflict: [texts.lastAdmin, texts.ownsCourses] }, message: "User deleted" },
  deleteUser,
);
