import { useReducer, useRef, useState } from "react";
import { useOnCaughtUp, useOnNotification, useOnRemoved, useUser } from "#components/layout/realtime-provider";
import { api } from "#lib/client/api";
import { loadDraft, saveDraft } from "#lib/client/drafts";
import type { Message, Queue, Thread } from "#lib/contract/discussions";
import { actionProblem } from "../forms/problems";
import { sometime, useCourseChanged } from "../layout/use-course-changed";
import { useRefetch } from "../layout/use-refetch";
import { queueReducer, queueState, waitingItems } from "./queue-state";
import { newKey } from "./sending";
import { replyDraftKey } from "./use-reply-draft";

/** The queue on screen: live, and answered here before the server has said so. */
export function useQueue(initial: Queue) {
  const [state, dispatch] = useReducer(queueReducer, initial, queueState);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const keys = useRef(new Map<string, { key: string; text: string }>());
  const rows = useRef(waitingItems(state));
  rows.current = waitingItems(state);

  const refetch = useRefetch(
    () => api<Queue>("GET", "/api/discussions/queue"),
    (queue, startedAt) => {
      const held = new Set(rows.current.map(({ latest_message }) => latest_message.id));
      const fresh = queue.items.filter(({ latest_message }) => !held.has(latest_message.id)).length;
      dispatch({ type: "fetched", queue, startedAt });
      if (fresh > 0) setSaid(`${fresh} new in the queue`);
    },
  );
  useOnNotification((notification) => {
    if (notification.type === "thread/discussion" && notification.payload.action !== "thread_read") refetch();
  });
  useOnCaughtUp(() => refetch(0));
  // Withdrawn; or answered, resolved or reopened by ourselves in another tab; or the course is another one's now.
  useOnRemoved(() => refetch());
  useCourseChanged(() => refetch(sometime()));

  const { id: me } = useUser();
  /** Opens the reply with this text, or closes it (null); what was written stays kept until it is sent. */
  const setDraft = (id: string, text: string | null) => {
    setDrafts(({ [id]: _old, ...others }) => (text === null ? others : { ...others, [id]: text }));
    if (text !== null) saveDraft(replyDraftKey(me, id), text);
    setProblems(({ [id]: _old, ...others }) => others);
  };

  /** Takes a question off at once, and puts it back when the server does not agree. */
  const take = async (id: string, name: string, work: () => Promise<unknown>, undo: () => void) => {
    dispatch({ type: "take", id });
    setProblems(({ [id]: _old, ...others }) => others);
    setSaid(name);
    try {
      await work();
      dispatch({ type: "taken", id, at: Date.now() });
      refetch();
    } catch (error) {
      dispatch({ type: "restore", id });
      undo();
      setProblems((all) => ({ ...all, [id]: actionProblem(error) }));
    }
  };

  const openReply = (id: string) => setDraft(id, drafts[id] ?? loadDraft(replyDraftKey(me, id)));
  const reply = (id: string, text: string) => {
    const earlier = keys.current.get(id);
    const key = earlier?.text === text ? earlier.key : newKey();
    keys.current.set(id, { key, text });
    setDraft(id, null);
    const work = () =>
      api<Message>("POST", `/api/discussions/threads/${id}/messages`, { content: text }, { idempotencyKey: key }).then(() =>
        saveDraft(replyDraftKey(me, id), ""),
      );
    return take(id, "Answered", work, () => setDraft(id, text));
  };
  const resolve = (id: string) =>
    take(
      id,
      "Resolved",
      () => api<Thread>("POST", `/api/discussions/threads/${id}/resolve`, {}),
      () => {},
    );

  const select = (id: string) => dispatch({ type: "select", id });
  const move = (by: 1 | -1) => dispatch({ type: "move", by });
  return { state, drafts, setDraft, openReply, problems, said, select, move, reply, resolve };
}
