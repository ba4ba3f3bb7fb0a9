import { z } from "zod";
import { userSchema } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { listedUserSchema, patchUserBody, userParams } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { deleteUser } from "#lib/server/users/delete-user";
import { getUser } from "#lib/server/users/get-user";
import { patchUser } from "#lib/server/users/patch-user";

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
