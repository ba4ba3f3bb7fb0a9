import { z } from "zod";
import { blockBody, blockParams, blockSchema } from "#lib/contract/blocks.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { blockStudent, liftBlock } from "#lib/server/courses/blocks.ts";

const path = {
  params: blockParams,
  missing: texts.userNotFound,
  refuses: { forbidden: [texts.notAllowed], not_found: [texts.courseNotFound] },
};

export const PUT = route(
  {
    ...path,
    body: blockBody,
    answer: blockSchema,
    refuses: { ...path.refuses, invalid_input: [texts.onlyStudentsAreBlocked] },
    message: "Student blocked",
  },
  blockStudent,
);
export const DELETE = route({ ...path, answer: z.null(), message: "Block lifted" }, liftBlock);
