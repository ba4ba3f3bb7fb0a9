import { idParams } from "#lib/contract/courses.ts";
import { threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { acceptMessage, unacceptMessage } from "#lib/server/discussions/judge-message.ts";

const path = {
  params: idParams,
  missing: texts.messageNotFound,
  answer: threadSchema,
  refuses: {
    forbidden: [texts.cannotChange],
    not_found: [texts.threadNotFound],
    conflict: [texts.questionNotAnswer, texts.notAnAnswer],
  },
};

export const POST = route({ ...path, message: "Accepted" }, acceptMessage);
export const DELETE = route({ ...path, message: "No longer accepted" }, unacceptMessage);
