import { messageBody, messageSchema, threadParams } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { addMessage } from "#lib/server/discussions/add-message";
import { route } from "#lib/server/http";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    body: messageBody,
    status: 201,
    keepsKey: true,
    answer: messageSchema,
    refuses: { forbidden: [texts.mayNotReply, texts.blocked], conflict: [texts.keyOfAnotherBody] },
    message: "Message added",
  },
  addMessage,
);
