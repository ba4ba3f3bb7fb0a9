import { useRouter } from "next/navigation";
import { useState } from "react";
import { positionsOf, type QueueRow } from "#lib/client/thread/queue-fold.ts";
import { resolveSoon } from "../outbox/resolve-soon";
import { keepPlace } from "../queue-place/kept-place";
import { toast } from "../ui/toast";
import { useLatest } from "../ui/use-latest";
import type { QueueMedia } from "./row-moment";
import type { QueueActs } from "./row-props";
import type { useQueue } from "./use-queue";

type Queue = ReturnType<typeof useQueue>;

/** What the rows and the keys of the queue do. */
export function useQueueActs(queue: Queue, addNewToFold: () => void, media: QueueMedia, address: string) {
  const [playing, setPlaying] = useState<string | null>(null);
  const router = useRouter();
  const { state, dispatch, replies, reply, answerAll, announce, claim, letGo } = queue;

  const select = (row: QueueRow) => dispatch({ type: "select", id: row.items[0]?.id ?? null });
  const openReply = (row: QueueRow) => {
    // A question that is being answered stands for itself, and one answer goes to all that are seen.
    if (!row.isFold) dispatch({ type: "apart", id: row.id });
    else if (state.unfolded?.id !== row.id) dispatch({ type: "unfold", row });
    replies.setDraft(row.id, replies.draftOf(row.id));
  };
  const sendAll = (row: QueueRow, text: string) => {
    replies.setDraft(row.id, null);
    replies.keep(row.id, "");
    answerAll(row.items, text);
    dispatch({ type: "unfold", row: null });
    announce(`Answering ${row.items.length} questions`);
  };
  const acts: QueueActs = {
    select: (row) => {
      if (!row.items.some(({ id }) => id === state.selected)) select(row);
    },
    openReply,
    setDraft: (row, text) => replies.setDraft(row.id, text),
    send: (row, text, next) => {
      const below = state.rows[state.rows.findIndex(({ id }) => id === row.id) + 1];
      if (row.isFold) sendAll(row, text);
      else void reply(row.id, text);
      if (!next || !below) return;
      select(below);
      openReply(below);
    },
    resolve: ({ isFold, items: [item] }) => {
      if (isFold) toast("Unfold to resolve these one by one");
      else if (item) resolveSoon(item);
    },
    claim,
    letGo,
    play: (id) => {
      setPlaying(id);
      const videoId = state.queue.items.find((item) => item.id === id)?.video_id;
      // The first question about this video came after the page.
      if (videoId && !media[videoId]) router.refresh();
    },
    toggle: (row) => {
      const isOpen = state.unfolded?.id === row.id;
      if (isOpen) replies.setDraft(row.id, null);
      dispatch({ type: "unfold", row: isOpen ? null : row });
    },
    takeOut: (id) => dispatch({ type: "apart", id }),
    addNewToFold,
    leave: (id) => {
      const position = positionsOf(state.rows).find((one) => one.id === id);
      if (position) keepPlace({ address, ...position });
    },
  };
  return { acts: useLasting(acts), playing };
}

/** The same object for as long as the page is open, whose acts are those of the last render. */
function useLasting(acts: QueueActs): QueueActs {
  const latest = useLatest(acts);
  const [lasting] = useState<QueueActs>(() => ({
    select: (row) => latest.current.select(row),
    openReply: (row) => latest.current.openReply(row),
    setDraft: (row, text) => latest.current.setDraft(row, text),
    send: (row, text, next) => latest.current.send(row, text, next),
    resolve: (row) => latest.current.resolve(row),
    claim: (id) => latest.current.claim(id),
    letGo: (id) => latest.current.letGo(id),
    play: (id) => latest.current.play(id),
    toggle: (row) => latest.current.toggle(row),
    takeOut: (id) => latest.current.takeOut(id),
    addNewToFold: () => latest.current.addNewToFold(),
    leave: (id) => latest.current.leave(id),
  }));
  return lasting;
}
