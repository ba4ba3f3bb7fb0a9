import { useEffect, useId, useRef } from "react";
import type { Reply } from "#lib/client/outbox/items.ts";
import { acquire, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, sendingProblem, waiting } from "#lib/client/outbox/send-errors.ts";
import { sendOnce } from "#lib/client/outbox/send-once.ts";
import type { Message, QueueItem } from "#lib/contract/discussions.ts";
import { useSender } from "../outbox/use-sender";
import { Name } from "../ui/name";
import { toast } from "../ui/toast";
import { putReply } from "./put-reply";

/** The reply to one of the questions that are answered together. */
type Job = Reply & { id: string; name: string; box: string };
type Failure = { id: string; name: string; problem: string };
/** How far the sending is. */
type Progress = { total: number; sent: number; failed: Failure[]; held: string | null };

const none: Progress = { total: 0, sent: 0, failed: [], held: null };

type Options = {
  me: string;
  /** A question is off the queue, for its answer is on the way. */
  onTake: (id: string) => void;
  onSent: (id: string) => void;
  /** Its answer could not go out. `text`: it was refused, and is its writer's again. */
  onBack: (id: string, problem: string, text: string | null) => void;
};

/**
 * Sends one text to several questions, a reply each, one after the other. Each waits in this browser's outbox under its own key: none is
 * lost or stored twice, and a page that is left lets the outbox go on. A toast says how far it is.
 */
export function useAnswerAll({ me, onTake, onSent, onBack }: Options) {
  const toastId = useId();
  const progress = useRef(none);
  const boxes = useRef(new Map<string, () => void>());
  const show = (change: Partial<Progress>) => {
    progress.current = { ...progress.current, ...change };
    showProgress(toastId, progress.current);
  };
  const settle = ({ key }: Job) => {
    boxes.current.get(key)?.();
    boxes.current.delete(key);
  };
  const sender = useSender<Job>({
    begun: ({ id }) => onTake(id),
    send: async (job) => {
      const { id, key, box, content, name } = job;
      try {
        await sendOnce<Message>(box, key, `/api/discussions/threads/${id}/messages`, { content });
        show({ sent: progress.current.sent + 1, held: null });
        onSent(id);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        removeItem(box, key);
        const problem = sendingProblem(error);
        show({ failed: [...progress.current.failed, { id, name, problem }], held: null });
        onBack(id, problem, content);
      }
      settle(job);
    },
    held: (jobs, error) => {
      const problem = sendingProblem(error);
      show({ held: problem });
      for (const { id } of jobs) onBack(id, problem, null);
    },
  });
  useEffect(() => {
    const held = boxes.current;
    return () => {
      for (const release of held.values()) release();
      held.clear();
      toast.dismiss(toastId);
    };
  }, [toastId]);

  return (items: readonly QueueItem[], content: string) => {
    const { total, sent, failed } = progress.current;
    if (sent + failed.length >= total) progress.current = none;
    const jobs: Job[] = [];
    for (const { id, student_name: name } of items) {
      const { box, reply, isBehind } = putReply(me, id, content);
      // The outbox sends what waits in the box in its order.
      if (isBehind) onBack(id, waiting, null);
      else jobs.push({ ...reply, id, name, box });
    }
    show({ total: progress.current.total + jobs.length });
    for (const job of jobs) {
      boxes.current.set(job.key, acquire(job.box));
      onTake(job.id);
    }
    for (const job of jobs) sender.put(job);
  };
}

function showProgress(id: string, { total, sent, failed, held }: Progress): void {
  if (total === 0) return;
  const text = `${sent} of ${total} sent`;
  if (sent === total)
    toast.success(total === 1 ? "Your answer was sent" : `All ${total} answers were sent`, { id, duration: 6000, description: null });
  else if (sent + failed.length === total)
    toast.error(text, { id, duration: Number.POSITIVE_INFINITY, description: <Failures of={failed} /> });
  else toast.loading(text, { id, duration: Number.POSITIVE_INFINITY, description: held });
}

/** Who got no answer, and why. */
const Failures = ({ of }: { of: Failure[] }) => (
  <>
    These questions are still in the queue, and your answer is kept as their draft:
    <span className="mt-1 grid max-h-40 gap-1 overflow-y-auto">
      {of.map(({ id, name, problem }) => (
        <span key={id} className="block">
          <Name>{name}</Name>: {problem}
        </span>
      ))}
    </span>
  </>
);
