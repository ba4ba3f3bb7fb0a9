import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "#lib/client/api";
import { loadDraft, saveDraft } from "#lib/client/drafts";
import type { CreateThreadBody, Thread } from "#lib/contract/discussions";
import { type AskDraft, bodyOf, emptyDraft, readDraft } from "./ask-draft";
import { keep, keptIn, occupy, onBoxChanged, release } from "./outbox";
import { isRefusal, newKey, sendingProblem } from "./sending";
import { useConnectedAgain } from "./use-connected-again";

/** A question on its way. `key` is its Idempotency-Key: however often it is sent, it is asked once. */
export type Asked = { key: string; body: CreateThreadBody; state: "sending" | "failed"; problem: string | null };

export const isAsked = (value: object) =>
  "body" in value && typeof value.body === "object" && value.body !== null && "question_text" in value.body;

/** How the boxes of someone's questions begin; the id of the video follows. */
export const askBoxes = (userId: string) => `ask:${userId}:`;

type Options = { userId: string; videoId: string; lecturerId: string; onAsked: (thread: Thread) => void };

/**
 * The question form of one video: the draft (kept in this browser), what is being sent, and what went wrong. Nothing that was typed is
 * lost: what the server refuses comes back into the form, what could not be sent waits and is sent under the same key.
 */
export function useAsking({ userId, videoId, lecturerId, onAsked }: Options) {
  const box = `${askBoxes(userId)}${videoId}`;
  const [draft, setDraft] = useState<AskDraft>(emptyDraft);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked[]>([]);
  /** The key of a refused question: the same text sent again is the same question. */
  const refused = useRef<{ key: string; body: string } | null>(null);
  const now = useRef({ onAsked, draft });
  now.current = { onAsked, draft };

  const changeDraft = useCallback(
    (next: AskDraft) => {
      setDraft(next);
      setProblem(null);
      saveDraft(box, next.text === "" && next.code === "" ? "" : JSON.stringify(next));
    },
    [box],
  );

  /** Puts a failed question back into the form, where what the server said about it stands beside the field. */
  const edit = useCallback(
    (item: Asked) => {
      const { question_text, code_snippet, video_timestamp_seconds } = item.body;
      release(box, item.key);
      setAsked((all) => all.filter((one) => one.key !== item.key));
      refused.current = { key: item.key, body: JSON.stringify(item.body) };
      changeDraft({ text: question_text, code: code_snippet ?? "", moment: video_timestamp_seconds ?? null, settled: true });
      setProblem(item.problem);
    },
    [box, changeDraft],
  );

  const send = useCallback(
    async (item: Asked) => {
      const { key, body } = item;
      setAsked((all) => [...all.filter((one) => one.key !== key), { ...item, state: "sending", problem: null }]);
      try {
        const thread = await api<Thread>("POST", "/api/discussions/threads", body, { idempotencyKey: key });
        release(box, key);
        setAsked((all) => all.filter((one) => one.key !== key));
        now.current.onAsked(thread);
      } catch (error) {
        const failed: Asked = { ...item, state: "failed", problem: sendingProblem(error) };
        const free = now.current.draft.text === "" && now.current.draft.code === "";
        if (isRefusal(error) && free) edit(failed);
        else setAsked((all) => all.map((one) => (one.key === key ? failed : one)));
      }
    },
    [box, edit],
  );

  const ask = () => {
    const body = bodyOf(draft, videoId, lecturerId);
    const text = JSON.stringify(body);
    const key = refused.current?.body === text ? refused.current.key : newKey();
    const item: Asked = { key, body, state: "sending", problem: null };
    keep(box, item);
    changeDraft(emptyDraft);
    void send(item);
  };

  // After hydration: what this browser kept. What was on its way when the page closed is sent again.
  useEffect(() => {
    const kept = readDraft(loadDraft(box));
    // What was typed before this ran is newer.
    if (kept) setDraft((held) => (held === emptyDraft ? kept : held));
    for (const item of keptIn<Asked>(box, isAsked)) void send(item);
  }, [box, send]);

  useEffect(() => occupy(box), [box]);
  // Another tab has sent it: sending it again under its key brings the thread that is stored.
  const latest = useRef(asked);
  latest.current = asked;
  useEffect(
    () =>
      onBoxChanged(box, () => {
        const kept = new Set(keptIn<Asked>(box, isAsked).map(({ key }) => key));
        for (const item of latest.current) if (item.state === "failed" && !kept.has(item.key)) void send(item);
      }),
    [box, send],
  );

  useConnectedAgain(() => {
    for (const item of asked) if (item.state === "failed") void send(item);
  });

  return { draft, changeDraft, problem, asked, ask, edit, retry: send };
}
