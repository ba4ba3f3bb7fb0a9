import { useEffect, useId, useRef } from "react";
import { api } from "#lib/client/api/api.ts";
import type { Reply } from "#lib/client/outbox/items.ts";
import { acquire, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, sendingProblem, waitingText } from "#lib/client/outbox/send-errors.ts";
import { limits } from "#lib/contract/limits.ts";
import type { Answers, QueueItem } from "#lib/contract/queue.ts";
import { useSender } from "../outbox/use-sender";
import { onDemand } from "../ui/on-demand";
import { toast } from "../ui/toast";
import type { Progress } from "./answer-progress";
import { putReply } from "./put-reply";

const words = onDemand(() => import("./answer-progress"));

/** The reply to one of the questions that are answered together. */
type Part = Reply & { id: string; name: string; box: string };
/** Those that leave in one call. */
type Job = { key: string; parts: Part[] };
type Outcome = Pick<Answers[number], "outcome" | "problem">;

const none: Progress = { total: 0, sent: 0, over: 0, failed: [], holdReason: null };

type Options = {
  me: string;
  /** A question is off the queue, for its answer is on the way. */
  onTake: (id: string) => void;
  /** It has its answer, or somebody else was quicker. */
  onDone: (id: string) => void;
  /** Its answer could not go out. `text`: it was refused, and is its writer's again. */
  onBack: (id: string, problem: string, text: string | null) => void;
};

/**
 * Sends one text to several questions, a reply each, some in one call. Each waits in this browser's outbox under its own key: none is lost
 * or stored twice, and a page that is left lets the outbox go on. Whoever no longer waits for an answer gets none. A toast says how far it
 * is.
 */
export function useAnswerAll({ me, onTake, onDone, onBack }: Options) {
  const toastId = useId();
  words.use();
  const progress = useRef(none);
  const boxes = useRef(new Map<string, () => void>());
  const show = (change: Partial<Progress>) => {
    const now = { ...progress.current, ...change };
    progress.current = now;
    // The latest is said. If the words failed to load, the next change says it.
    const say = ({ showProgress }: Awaited<ReturnType<typeof words.load>>) => progress.current === now && showProgress(toastId, now);
    words.load().then(say, () => undefined);
  };
  const settle = ({ id, key, box, name, content }: Part, { outcome, problem }: Outcome) => {
    const release = boxes.current.get(key);
    // The page was left. What was refused is told by the outbox, which tries it once more.
    if (release || outcome !== "refused") removeItem(box, key);
    if (!release) return;
    const { sent, over, failed } = progress.current;
    if (outcome === "sent") show({ sent: sent + 1, holdReason: null });
    else if (outcome === "not_waiting") show({ over: over + 1, holdReason: null });
    else show({ failed: [...failed, { id, name, problem: problem ?? "" }], holdReason: null });
    if (outcome === "refused") onBack(id, problem ?? "", content);
    else onDone(id);
    boxes.current.delete(key);
    release();
  };
  const sender = useSender<Job>({
    onStart: ({ parts }) => {
      for (const { id } of parts) onTake(id);
    },
    send: async ({ parts }) => {
      const outcomes = await answer(parts);
      for (const part of parts) {
        const own = outcomes.get(part.id);
        if (own) settle(part, own);
      }
    },
    onStalled: (jobs, error) => {
      const problem = sendingProblem(error);
      show({ holdReason: problem });
      for (const { id } of jobs.flatMap(({ parts }) => parts)) onBack(id, problem, null);
    },
  });
  useEffect(() => {
    const releases = boxes.current;
    return () => {
      for (const release of releases.values()) release();
      releases.clear();
      progress.current = none;
      toast.dismiss(toastId);
    };
  }, [toastId]);

  return (items: readonly QueueItem[], content: string) => {
    const { total, sent, over, failed } = progress.current;
    if (sent + over + failed.length >= total) progress.current = none;
    const parts: Part[] = [];
    for (const { id, student_name: name } of items) {
      const { box, reply, isBehind } = putReply(me, id, content, { onlyWaiting: true });
      // The outbox sends what waits in the box in its order.
      if (isBehind) onBack(id, waitingText, null);
      else parts.push({ ...reply, id, name, box });
    }
    show({ total: progress.current.total + parts.length });
    for (const part of parts) {
      boxes.current.set(part.key, acquire(part.box));
      onTake(part.id);
    }
    for (let at = 0; at < parts.length; at += limits.answersPerCall) {
      const together = parts.slice(at, at + limits.answersPerCall);
      sender.enqueue({ key: together[0]?.key ?? "", parts: together });
    }
  };
}

/** What became of each. @throws ApiError when it should be sent again */
async function answer(parts: Part[]): Promise<Map<string, Outcome>> {
  const body = { content: parts[0]?.content ?? "", questions: parts.map(({ id, key }) => ({ id, key })) };
  try {
    const answers = await api<Answers>("POST", "/api/discussions/queue/answers", body);
    return new Map(answers.map(({ id, ...outcome }) => [id, outcome]));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const problem = sendingProblem(error);
    return new Map(parts.map(({ id }) => [id, { outcome: "refused", problem }]));
  }
}
