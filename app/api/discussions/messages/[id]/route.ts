import { z } from "zod";
import { idParams } from "#lib/contract/courses.ts";
import { messageBody, messageSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { deleteMessage, editMessage } from "#lib/server/discussions/change-message.ts";

const path = { params: idParams, missing: texts.messageNotFound };

export const PATCH = route(
  {
    ...path,
    body: messageBody,
    answer: messageSchema,
    refuses: {
      forbidden: [texts.notAllowed, texts.blocked, texts.postingClosed],
      not_found: [texts.threadNotFound],
      conflict: [texts.archivedWrites],
    },
    message: "Message changed",
  },
  editMessage,
);
export const DELETE = route(
  { ...path, answer: z.null(), refuses: { forbidden: [texts.notAllowed], not_found: [texts.threadNotFound] }, message: "Message deleted" },
  deleteMessage,
);
