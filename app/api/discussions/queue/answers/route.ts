import { texts } from "#lib/contract/errors.ts";
import { answersBody, answersSchema } from "#lib/contract/queue.ts";
import { route } from "#lib/server/api/route.ts";
import { answerTogether } from "#lib/server/discussions/answer-together.ts";

export const POST = route(
  { body: answersBody, answer: answersSchema, refuses: { forbidden: [texts.notOnStaff] }, message: "Questions answered" },
  answerTogether,
);
