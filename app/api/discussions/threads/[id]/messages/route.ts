import { messageSchema, replyBody, threadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    body: replyBody,
    status: 201,
    keepsKey: true,
    answer: messageSchema,
    refuses: {
      forbidden: [texts.cannotReply, texts.blocked, texts.postingClosed],
      conflict: [texts.keyOfAnotherBody, texts.archivedWrites, texts.notWaiting],
    },
    optimisticSession: true,
    message: "Message added",
  },
  addMessage,
);
