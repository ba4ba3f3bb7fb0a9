import { useReducer, useRef, useState } from "react";
import { api } from "#lib/client/api/api";
import { serverNow } from "#lib/client/api/server-time";
import { loadDraft, saveDraft } from "#lib/client/drafts";
import { isReply, type Reply, replyBoxes } from "#lib/client/outbox/items";
import { acquire, listItems, putItem, removeItem } from "#lib/client/outbox/outbox";
import { isRefusal, newKey, sendingProblem, waiting } from "#lib/client/outbox/send-errors";
import { sendOnce } from "#lib/client/outbox/send-once";
import { freshCount, queueReducer, queueState } from "#lib/client/thread/queue-state";
import type { Message, Queue } from "#lib/contract/discussions";
import { replyDraftKey } from "../composer/use-reply-draft";
import { loadAsFar, pause } from "../live/as-far";
import { useOnCaughtUp, useOnNotification, useOnRemoved, useUser } from "../live/realtime-provider";
import { jitteredDelay, useCourseChanged } from "../live/use-course-changed";
import { useListRefetch } from "../live/use-list-refetch";
import { useMore } from "../live/use-more";
import { resolveSoon, useResolving } from "../outbox/resolving";

async function loadPart(cursor: string | null) {
  const more = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const queue = await api<Queue>("GET", `/api/discussions/queue${more}`);
  return { queue, items: queue.items, cursor: queue.next_cursor ?? null };
}

/** The queue on screen: live, with own answers applied before the server has confirmed them. */
export function useQueue(initial: Queue) {
  const [state, dispatch] = useReducer(queueReducer, initial, queueState);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const held = useRef(state.queue);
  held.current = state.queue;

  const fetchAnew = useListRefetch(
    async () => {
      const { first, items, cursor } = await loadAsFar(loadPart, held.current.items.length);
      return { stats: first.queue.stats, items, ...(cursor !== null && { next_cursor: cursor }) };
    },
    (queue: Queue, startedAt) => {
      const fresh = freshCount(held.current, queue);
      dispatch({ type: "fetched", queue, startedAt });
      setProblems((all) => Object.fromEntries(Object.entries(all).filter(([id]) => queue.items.some((item) => item.id === id))));
      if (fresh > 0) setSaid(`${fresh} new in the queue`);
    },
  );
  const refetch = (delay = 0) => fetchAnew(Math.max(delay, pause(held.current.items.length)));
  const end = useMore(async () => {
    const cursor = held.current.next_cursor;
    if (cursor !== undefined) dispatch({ type: "appended", part: (await loadPart(cursor)).queue, cursor });
  });
  useOnNotification((notification) => {
    if (notification.type === "thread/discussion" && notification.payload.action !== "thread_read") refetch();
  });
  useOnCaughtUp(() => fetchAnew(0));
  // Withdrawn; or answered, resolved or reopened by the same person in another tab; or the course has another lecturer now.
  useOnRemoved(() => refetch());
  useCourseChanged(() => refetch(jitteredDelay()));

  const { id: me } = useUser();
  /** Opens the reply with this text, or closes it (null). The text is kept until it is sent. */
  const setDraft = (id: string, text: string | null) => {
    setDrafts(({ [id]: _old, ...others }) => (text === null ? others : { ...others, [id]: text }));
    if (text !== null) saveDraft(replyDraftKey(me, id), text);
    setProblems(({ [id]: _old, ...others }) => others);
  };

  /** Takes a question off at once. `restore` puts it back after an undo, or when the server refuses. */
  const take = (id: string, name: string) => {
    dispatch({ type: "take", id });
    setProblems(({ [id]: _old, ...others }) => others);
    setSaid(name);
  };
  const finished = (id: string) => {
    dispatch({ type: "taken", id, at: Date.now() });
    refetch();
  };
  const restore = (id: string) => dispatch({ type: "restore", id });
  useResolving({ onPending: (id) => take(id, "Resolved"), onDone: ({ id }) => finished(id), onOpenAgain: restore });

  const openReply = (id: string) => setDraft(id, drafts[id] ?? loadDraft(replyDraftKey(me, id)));
  /** Sends a reply. This browser keeps it under its key until the server has it, and sends it from whichever page is open. */
  const reply = async (id: string, text: string) => {
    const box = `${replyBoxes(me)}${id}`;
    const isBehind = listItems<Reply>(box, isReply).some(({ refused }) => refused === undefined);
    const item: Reply = { key: newKey(), content: text, createdAt: new Date(serverNow()).toISOString() };
    putItem(box, item);
    setDraft(id, null);
    saveDraft(replyDraftKey(me, id), "");
    // Releasing the box calls the outbox's flusher, which sends what still waits in it.
    const letGo = acquire(box);
    if (isBehind) {
      letGo();
      return setProblems((all) => ({ ...all, [id]: waiting }));
    }
    take(id, "Answered");
    try {
      await sendOnce<Message>(box, item.key, `/api/discussions/threads/${id}/messages`, { content: text }).finally(letGo);
      finished(id);
    } catch (error) {
      if (isRefusal(error)) {
        removeItem(box, item.key);
        setDraft(id, text);
      }
      restore(id);
      setProblems((all) => ({ ...all, [id]: sendingProblem(error) }));
    }
  };

  const select = (id: string) => dispatch({ type: "select", id });
  const move = (by: 1 | -1) => dispatch({ type: "move", by });
  return { state, end, drafts, setDraft, openReply, problems, said, select, move, reply, resolve: resolveSoon };
}
