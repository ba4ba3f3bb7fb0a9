import { idParams } from "#lib/contract/courses.ts";
import { messageSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { endorseMessage, unendorseMessage } from "#lib/server/discussions/judge-message.ts";

const path = {
  params: idParams,
  missing: texts.messageNotFound,
  answer: messageSchema,
  refuses: {
    forbidden: [texts.notAllowed],
    not_found: [texts.threadNotFound],
    conflict: [texts.questionNotAnswer, texts.notAnAnswer],
  },
};

export const PUT = route(
  { ...path, refuses: { ...path.refuses, conflict: [...path.refuses.conflict, texts.ownEndorsement] }, message: "Endorsed" },
  endorseMessage,
);
export const DELETE = route({ ...path, message: "No longer endorsed" }, unendorseMessage);
