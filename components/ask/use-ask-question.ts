import { useRef, useState } from "react";
import { askBoxPrefix, isQuestion, type Question } from "#lib/client/outbox/items.ts";
import { newIdempotencyKey } from "#lib/client/outbox/send-errors.ts";
import type { PendingMessage } from "#lib/client/thread/thread-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { useOutbox } from "../outbox/use-outbox";
import { useIsMounted } from "../ui/use-is-mounted";
import { useLatest } from "../ui/use-latest";
import { audienceOf, emptyDraft, type Posting, toDraft, toThreadBody } from "./ask-draft";
import { isFree, useAskDraft } from "./use-ask-draft";

/** A question that is being sent. `key` is its Idempotency-Key: however often it is sent, it is asked once. */
export type PendingQuestion = Question & { state: PendingMessage["state"]; problem: string | null };

type Options = {
  userId: string;
  videoId: string;
  lecturerId: string;
  posting: Posting;
  onAsked: (thread: Thread) => void;
  /** Called when another tab has settled what waited here, because there may be a new question. */
  onSettledElsewhere: () => void;
};

/**
 * The question form of one video: its draft, the questions being sent, and their problems. No typed text is lost: a refused question comes
 * back into the form, and one that could not be sent waits and is sent under the same key.
 */
export function useAskQuestion({ userId, videoId, lecturerId, posting, onAsked, onSettledElsewhere }: Options) {
  const box = `${askBoxPrefix(userId)}${videoId}`;
  const { draft, changeDraft, problem } = useAskDraft(box);
  const [asked, setAsked] = useState<PendingQuestion[]>([]);
  /** The key of a refused question: the same text sent again is the same question. */
  const refused = useRef<{ key: string; body: string } | null>(null);
  const isMounted = useIsMounted();
  const now = useLatest({ draft });

  const put = (item: PendingQuestion) => setAsked((all) => [...all.filter((one) => one.key !== item.key), item]);
  const change = (key: string, to: (item: PendingQuestion) => Partial<PendingQuestion>) =>
    setAsked((all) => all.map((one) => (one.key === key ? { ...one, ...to(one) } : one)));
  const fail = ({ key }: Question, problem: string) => change(key, () => ({ state: "failed", problem }));
  const takeOff = (key: string) => setAsked((all) => all.filter((one) => one.key !== key));

  const outbox = useOutbox<Question, Thread>({
    box,
    is: isQuestion,
    request: ({ body }) => ({ path: "/api/discussions/threads", body }),
    onRestore: (question, refused) => put({ ...question, state: refused === null ? "sending" : "failed", problem: refused }),
    onBegin: ({ key }) => change(key, ({ state }) => (state === "failed" ? { state: "retrying" } : {})),
    onSent: ({ key }, thread) => {
      takeOff(key);
      onAsked(thread);
    },
    onRefuse: (question, problem) => {
      // After the page was left, the question stays in the box, because the draft belongs to another page now.
      if (isMounted.current && isFree(now.current.draft)) edit({ ...question, state: "failed", problem });
      else fail(question, problem);
    },
    onHold: fail,
    onRemove: takeOff,
    onSettledElsewhere,
  });

  const discard = (key: string) => {
    outbox.discard(key);
    takeOff(key);
  };
  /** Puts a failed question back into the form, which must be free. The server's objection is shown beside the field. */
  const edit = ({ key, body, problem }: PendingQuestion) => {
    discard(key);
    refused.current = { key, body: JSON.stringify(body) };
    changeDraft(toDraft(body), problem);
  };
  const ask = () => {
    const body = toThreadBody(draft, videoId, lecturerId, audienceOf(draft, posting));
    const question = { key: refused.current?.body === JSON.stringify(body) ? refused.current.key : newIdempotencyKey(), body };
    changeDraft(emptyDraft);
    put({ ...question, state: "sending", problem: null });
    outbox.send(question);
  };
  const retry = ({ key, body }: PendingQuestion) => {
    change(key, () => ({ state: "sending", problem: null }));
    outbox.send({ key, body });
  };

  return { draft, changeDraft, problem, asked, ask, edit, isFree: isFree(draft), retry, discard };
}
