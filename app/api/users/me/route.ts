import { z } from "zod";
import { texts } from "#lib/contract/errors";
import { deleteMeBody } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { deleteMe } from "#lib/server/users/delete-user";

export const DELETE = route(
  { body: deleteMeBody, answer: z.null(), refuses: { conflict: [texts.lastAdmin, texts.ownsCourses] }, message: "Account deleted" },
  deleteMe,
);
