"use client";
import { type ReactNode, useRef } from "react";
import { MoreButton } from "#components/ui/more-button.tsx";
import type { ListFilter } from "#lib/client/thread/list-filter.ts";
import type { ThreadPage } from "#lib/client/thread/thread-list.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { LongList } from "../ui/long-list";
import { NewPillAbove } from "../ui/new-pill";
import { ThreadRow } from "./thread-row";
import { useThreadList } from "./use-thread-list";

type Props = { initial: ThreadPage; filter: ListFilter /** Instead of rows. */; empty: ReactNode };

/** The discussions of the filter in the address. Rendered by the server, live afterwards; rows move only on request. */
export function DiscussionList({ initial, filter, empty }: Props) {
  const { list, end, showWaiting } = useThreadList(initial, filter);
  const top = useRef<HTMLDivElement>(null);
  const show = () => {
    showWaiting();
    top.current?.scrollIntoView({ block: "start" });
    top.current?.focus({ preventScroll: true });
  };
  const waiting = list.waiting.length;
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-24 outline-none">
      <NewPillAbove count={waiting === 0 ? null : list.replacement ? `${waiting}+` : waiting} onShow={show} />
      {list.items.length === 0 ? (
        empty
      ) : (
        <LongList
          rows={list.items}
          keyOf={idOf}
          estimate={rowHeight}
          hasMore={list.cursor !== null}
          keysOf="discussion"
          onNearEnd={end.loading || end.problem ? null : end.more}
          className="row-lines -mx-3 sm:-mx-4"
        >
          {drawn}
        </LongList>
      )}
      {end.problem && (
        <p role="alert" className="mt-4 text-center text-destructive text-sm">
          {end.problem}
        </p>
      )}
      <MoreButton centred hasMore={list.cursor !== null} loading={end.loading} onMore={end.more} />
    </div>
  );
}

const drawn = (thread: Thread) => <ThreadRow thread={thread} />;
const idOf = ({ id }: { id: string }) => id;
/** Of a question of one line (px). */
const rowHeight = 67;
