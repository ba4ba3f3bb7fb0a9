"use client";
import { type ReactNode, useCallback, useRef } from "react";
import { MoreButton } from "#components/ui/more-button.tsx";
import type { ClassView } from "#lib/client/feed/class-filter.ts";
import type { FeedHead } from "#lib/client/feed/course-feed.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Pages } from "../live/pages";
import { LongList } from "../ui/long-list";
import { NewPillAbove } from "../ui/new-pill";
import { Problem } from "../ui/problem";
import { useLatest } from "../ui/use-latest";
import { ClassRow } from "./class-row";
import { useClassList } from "./use-class-list";

type Props = {
  courseId: string;
  view: ClassView;
  initial: Pages<Thread>;
  head: FeedHead;
  /** The reader is a classmate, and the course is not archived. */
  canVote: boolean;
  /** Instead of rows. */
  empty: ReactNode;
};

/** The questions and announcements of a class. Rendered by the server, live afterwards; rows move only on request. */
export function ClassThreads({ empty, ...props }: Props) {
  const { canVote } = props;
  const { list, problem, end, showFresh, vote, voteProblem } = useClassList(props);
  const top = useRef<HTMLDivElement>(null);
  const voting = useLatest(vote);
  const drawn = useCallback(
    (thread: Thread) => <ClassRow thread={thread} onVote={canVote ? (voted) => void voting.current(thread.id, voted) : null} />,
    [canVote, voting],
  );
  const show = () => {
    showFresh();
    top.current?.scrollIntoView({ block: "start" });
    top.current?.focus({ preventScroll: true });
  };
  const fresh = list.fresh.length;
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-24 outline-none">
      <NewPillAbove count={fresh === 0 ? null : fresh > 99 ? "99+" : fresh} onShow={show} />
      <Problem>{voteProblem ?? problem}</Problem>
      {list.items.length === 0 ? (
        empty
      ) : (
        <LongList
          rows={list.items}
          keyOf={idOf}
          estimate={rowHeight}
          hasMore={list.cursor !== null}
          keysOf="question"
          onNearEnd={end.loading || end.problem ? null : end.more}
          className="row-lines -mx-3 sm:-mx-4"
        >
          {drawn}
        </LongList>
      )}
      <MoreButton centred hasMore={list.cursor !== null} loading={end.loading} onMore={end.more} />
    </div>
  );
}

const idOf = ({ id }: { id: string }) => id;
/** Of a question of one line (px). */
const rowHeight = 67;
