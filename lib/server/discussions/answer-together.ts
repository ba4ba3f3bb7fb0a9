import { texts } from "#lib/contract/errors.ts";
import type { Answers, AnswersBody } from "#lib/contract/queue.ts";
import type { Caller } from "../caller";
import { isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { consume } from "../rate-limits";
import { addMessage } from "./add-message";
import { requireOnStaff } from "./list-queue";

type Input = { caller: Caller; body: AnswersBody; request: RequestContext };

/**
 * `POST /api/discussions/queue/answers`: one answer to several questions, a message in each, as `POST …/messages` with `only_waiting` makes
 * it. Each has its Idempotency-Key, so the same call again sends nothing twice and says the same. One after the other, each for itself:
 * what one of them is refused stops none of the others.
 * @throws AppError forbidden for who teaches no course; too_many, unavailable: some may be answered then
 */
export async function answerTogether({ caller, body, request }: Input): Promise<Answers> {
  await requireOnStaff(caller);
  await consume("answers", caller.user.id);
  const answers: Answers = [];
  for (const { id, key } of body.questions) {
    const reply = { content: body.content, only_waiting: true };
    try {
      await addMessage({ caller, params: { id }, body: reply, request: { ...request, idempotencyKey: key } });
      answers.push({ id, outcome: "sent", problem: null });
    } catch (error) {
      answers.push({ id, ...refusalOf(error) });
    }
  }
  return answers;
}

/** @throws what concerns more than this question */
function refusalOf(error: unknown): Omit<Answers[number], "id"> {
  if (!isAppError(error) || !["not_found", "forbidden", "conflict", "invalid_input"].includes(error.code)) throw error;
  const isOver = error.code === "not_found" || error.message === texts.notWaiting;
  return { outcome: isOver ? "not_waiting" : "refused", problem: error.message };
}
