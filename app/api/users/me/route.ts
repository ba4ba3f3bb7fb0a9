import { z } from "zod";
import { texts } from "#lib/contract/errors.ts";
import { deleteMeBody } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { deleteMe } from "#lib/server/users/delete-user.ts";

export const DELETE = route(
  { body: deleteMeBody, answer: z.null(), refuses: { conflict: [texts.lastAdmin, texts.ownsCourses] }, message: "Account deleted" },
  deleteMe,
);
