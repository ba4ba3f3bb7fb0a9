"use client";
import { MeTooCard } from "../thread/me-too-card";
import { ListEnd } from "../ui/list-end";
import type { useClassThreads } from "./class-threads";
import { RailList } from "./rail-list";
import type { RailState } from "./rail-state";
import { useRailRows } from "./use-rail-rows";

type Props = {
  list: ReturnType<typeof useClassThreads>;
  archived: boolean;
  rail: RailState;
};

/** What classmates asked about the video, below the viewer's own questions. */
export function ClassRail({ list: { threads, turnOf, cursor, end, vote }, archived, rail }: Props) {
  const { rows, isWhole } = useRailRows(threads, turnOf, rail.keepMounted);
  if (threads.length === 0) return null;
  return (
    <section aria-labelledby="class-rail-title" className="grid min-w-0 gap-3">
      <h2 id="class-rail-title" className="font-semibold">
        From the class
      </h2>
      <RailList
        rows={rows}
        rail={rail}
        hasMore={!isWhole || cursor !== null}
        footOf={(thread) => <MeTooCard thread={thread} archived={archived} brief onVote={(voted) => vote(thread, voted)} />}
      />
      <ListEnd
        shown={threads.length}
        total={null}
        hasMore={isWhole && cursor !== null}
        loading={end.loading}
        problem={end.problem}
        onMore={end.more}
      />
    </section>
  );
}
