import { publishAnswerBody, threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { answerPublish } from "#lib/server/discussions/publish.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    body: publishAnswerBody,
    answer: threadSchema,
    refuses: { forbidden: [texts.cannotChange], conflict: [texts.nobodyAsks] },
    message: "Answered",
  },
  answerPublish,
);
