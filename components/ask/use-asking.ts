import { useCallback, useEffect, useRef, useState } from "react";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import { askBoxes, isAsked, type Question } from "#lib/client/outbox/items.ts";
import { acquire, listItems, onRemovedElsewhere, putItem, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, newKey, sendingProblem } from "#lib/client/outbox/send-errors.ts";
import { isInFlight, sendOnce } from "#lib/client/outbox/send-once.ts";
import type { Outgoing } from "#lib/client/thread/thread-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { useSender } from "../outbox/use-sender";
import { useLatest } from "../ui/use-latest";
import { type AskDraft, bodyOf, emptyDraft, readDraft } from "./ask-draft";

/** A question that is being sent. `key` is its Idempotency-Key: however often it is sent, it is asked once. */
export type Asked = Question & { state: Outgoing["state"]; problem: string | null };

type Options = {
  userId: string;
  videoId: string;
  lecturerId: string;
  onAsked: (thread: Thread) => void;
  /** Called when another tab has settled what waited here, because there may be a new question. */
  onSettledElsewhere: () => void;
};

/**
 * The question form of one video: its draft (kept in this browser), the questions being sent, and their problems. No typed text is lost: a
 * refused question comes back into the form, and one that could not be sent waits and is sent under the same key.
 */
export function useAsking({ userId, videoId, lecturerId, onAsked, onSettledElsewhere }: Options) {
  const box = `${askBoxes(userId)}${videoId}`;
  const [draft, setDraft] = useState<AskDraft>(emptyDraft);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked[]>([]);
  /** The key of a refused question: the same text sent again is the same question. */
  const refused = useRef<{ key: string; body: string } | null>(null);
  const now = useLatest({ onAsked, onSettledElsewhere, draft });

  const changeDraft = useCallback(
    (next: AskDraft) => {
      setDraft(next);
      setProblem(null);
      saveDraft(box, next.text === "" && next.code === "" ? "" : JSON.stringify(next));
    },
    [box],
  );

  const put = useCallback((item: Asked) => setAsked((all) => [...all.filter((one) => one.key !== item.key), item]), []);
  const change = useCallback(
    (key: string, to: Partial<Asked>) => setAsked((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one))),
    [],
  );
  const takeOff = useCallback((key: string) => setAsked((all) => all.filter((one) => one.key !== key)), []);

  const isHere = useRef(false);
  const sender = useSender<Question>({
    begun: ({ key }) =>
      setAsked((all) => all.map((one) => (one.key === key && one.state === "failed" ? { ...one, state: "trying" } : one))),
    send: async (question) => {
      const { key, body } = question;
      try {
        const thread = await sendOnce<Thread>(box, key, "/api/discussions/threads", body);
        takeOff(key);
        now.current.onAsked(thread);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const problem = sendingProblem(error);
        // After the page was left, the question stays in the box, because the draft belongs to another page now.
        if (isHere.current && isFree(now.current.draft)) edit({ ...question, state: "failed", problem });
        else change(key, { state: "failed", problem });
      }
    },
    held: (questions, error) => {
      for (const { key } of questions) change(key, { state: "failed", problem: sendingProblem(error) });
    },
  });

  const discard = useCallback(
    (key: string) => {
      sender.drop(key);
      removeItem(box, key);
      takeOff(key);
    },
    [box, sender, takeOff],
  );

  /** Puts a failed question back into the form, which must be free. The server's objection is shown beside the field. */
  const edit = (item: Asked) => {
    const { question_text, code_snippet, video_timestamp_seconds } = item.body;
    discard(item.key);
    refused.current = { key: item.key, body: JSON.stringify(item.body) };
    changeDraft({ text: question_text, code: code_snippet ?? "", moment: video_timestamp_seconds ?? null, settled: true });
    setProblem(item.problem);
  };

  const ask = () => {
    const body = bodyOf(draft, videoId, lecturerId);
    const text = JSON.stringify(body);
    const question = { key: refused.current?.body === text ? refused.current.key : newKey(), body };
    putItem(box, question);
    changeDraft(emptyDraft);
    put({ ...question, state: "sending", problem: null });
    sender.put(question);
  };
  const retry = ({ key, body }: Asked) => {
    putItem(box, { key, body });
    change(key, { state: "sending", problem: null });
    sender.put({ key, body });
  };

  useEffect(() => {
    isHere.current = true;
    const leave = acquire(box);
    return () => {
      isHere.current = false;
      leave();
    };
  }, [box]);
  // After hydration: restores what this browser kept. Questions that were being sent when the page closed are sent again.
  useEffect(() => {
    const kept = readDraft(loadDraft(box));
    // What was typed before this ran is newer.
    if (kept) setDraft((held) => (held === emptyDraft ? kept : held));
    for (const { key, body, refused = null } of listItems<Question>(box, isAsked)) {
      put({ key, body, state: refused === null ? "sending" : "failed", problem: refused });
      if (refused === null) sender.put({ key, body });
    }
  }, [box, sender, put]);

  useEffect(
    () =>
      onRemovedElsewhere(box, (keys) => {
        for (const key of keys) {
          if (isInFlight(key)) continue;
          sender.drop(key);
          takeOff(key);
        }
        now.current.onSettledElsewhere();
      }),
    [box, sender, takeOff, now],
  );

  return { draft, changeDraft, problem, asked, ask, edit, isFree: isFree(draft), retry, discard };
}

/** Whether the form is empty, so that another text may be put there. */
const isFree = ({ text, code }: AskDraft) => text === "" && code === "";
