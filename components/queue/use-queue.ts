import { useEffect, useEffectEvent, useReducer, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { serverNow } from "#lib/client/api/server-time.ts";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import { isReply, type Reply, replyBoxes } from "#lib/client/outbox/items.ts";
import { acquire, listItems, putItem, removeItem } from "#lib/client/outbox/outbox.ts";
import { isRefusal, newKey, sendingProblem, waiting } from "#lib/client/outbox/send-errors.ts";
import { sendOnce } from "#lib/client/outbox/send-once.ts";
import { freshCount, queueReducer, queueState } from "#lib/client/thread/queue-state.ts";
import { type QueueView, queueCallOf } from "#lib/client/thread/queue-view.ts";
import type { Message, Queue as QueueData, QueueItem } from "#lib/contract/discussions.ts";
import { replyDraftKey } from "../composer/use-reply-draft";
import type { Pages } from "../live/pages";
import type { OutdatedBy } from "../live/queries";
import { useUser } from "../live/realtime-provider";
import { usePages } from "../live/use-live-list";
import { resolveSoon, useResolving } from "../outbox/resolving";
import { useClaims } from "./use-claims";

/** The rows that are here; `askedAt` (ms): what was done before it is in them. */
type QueuePages = Pages<QueueItem> & Pick<QueueData, "stats"> & { askedAt: number };

const pagesOf = ({ items, stats, next_cursor }: QueueData, askedAt: number): QueuePages => ({
  items,
  stats,
  cursor: next_cursor ?? null,
  askedAt,
});

async function load(view: QueueView, cursor: string | null): Promise<QueuePages> {
  const askedAt = Date.now();
  return pagesOf(await api<QueueData>("GET", queueCallOf(view, cursor)), askedAt);
}

const outdatedBy: OutdatedBy = (news) => {
  if (news.kind === "notification")
    return news.notification.type === "thread/discussion" && news.notification.payload.action !== "thread_read";
  // Removed: withdrawn; or answered, resolved or reopened by ourselves in another tab; or the course is another one's now.
  return news.kind === "removed" || news.kind === "course" || news.kind === "caught_up";
};

const useQueuePages = (initial: QueueData, view: QueueView) =>
  usePages<QueueItem, QueuePages>({
    queryKey: ["queue", view],
    initial: pagesOf(initial, 0),
    load: (cursor) => load(view, cursor),
    outdatedBy,
  });

/** The queue on screen: live, and answered here before the server has said so. */
export function useQueue(initial: QueueData, view: QueueView) {
  const { list, refetch, end } = useQueuePages(initial, view);
  const [state, dispatch] = useReducer(queueReducer, initial, queueState);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");

  const take = useEffectEvent(({ stats, items, cursor, askedAt }: QueuePages) => {
    const queue = { stats, items, ...(cursor !== null && { next_cursor: cursor }) };
    const fresh = freshCount(state.queue, queue);
    dispatch({ type: "fetched", queue, startedAt: askedAt });
    setProblems((all) => Object.fromEntries(Object.entries(all).filter(([id]) => queue.items.some((item) => item.id === id))));
    if (fresh > 0) setSaid(`${fresh} new in the queue`);
  });
  useEffect(() => take(list), [list]);

  const { id: me } = useUser();
  /** Opens the reply with this text, or closes it (null). The text is kept until it is sent. */
  const setDraft = (id: string, text: string | null) => {
    setDrafts(({ [id]: _old, ...others }) => (text === null ? others : { ...others, [id]: text }));
    if (text !== null) saveDraft(replyDraftKey(me, id), text);
    setProblems(({ [id]: _old, ...others }) => others);
  };

  /** Takes a question off at once; `restore` puts it back when that was a slip, or the server does not agree. */
  const takeOff = (id: string, name: string) => {
    dispatch({ type: "take", id });
    setProblems(({ [id]: _old, ...others }) => others);
    setSaid(name);
  };
  const finished = (id: string) => {
    dispatch({ type: "taken", id, at: Date.now() });
    refetch();
  };
  const restore = (id: string) => dispatch({ type: "restore", id });
  useResolving({ onPending: (id) => takeOff(id, "Resolved"), onDone: ({ id }) => finished(id), onOpenAgain: restore });

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
    takeOff(id, "Answered");
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

  const claims = useClaims({
    onClaim: (id, claim) => {
      dispatch({ type: "claimed", id, claim, at: Date.now() });
      // Who is answering decides which rows there are.
      if (view.scope !== "all") refetch();
    },
    onProblem: (id, problem) => setProblems(({ [id]: _old, ...others }) => (problem === null ? others : { ...others, [id]: problem })),
  });
  const select = (id: string) => dispatch({ type: "select", id });
  const move = (by: 1 | -1) => dispatch({ type: "move", by });
  return { state, end, drafts, setDraft, openReply, problems, said, select, move, reply, resolve: resolveSoon, ...claims };
}
