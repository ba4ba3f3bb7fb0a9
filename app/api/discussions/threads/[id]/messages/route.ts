import { messageBody, messageSchema, threadParams } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { addMessage } from "#lib/server/discussions/add-message";

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
