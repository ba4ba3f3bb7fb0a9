import { ListEnd } from "../ui/list-end";
import { RailList } from "./rail-list";
import type { RailState } from "./rail-state";
import { useRailRows } from "./use-rail-rows";
import type { useVideoThreads } from "./video-threads";

type Props = { list: ReturnType<typeof useVideoThreads>; isStudent: boolean; canAsk: boolean; rail: RailState };

/** The questions beside the video, with their number. */
export function VideoQuestions({ list, isStudent, canAsk, rail }: Props) {
  const { threads, turnOf, cursor, total, end } = list;
  const { rows, isWhole } = useRailRows(threads, turnOf, rail.held);
  return (
    <section aria-labelledby="rail-title" className="grid gap-3">
      <h2 id="rail-title" className="font-semibold">
        {isStudent ? "Your questions" : "Questions on this video"}
        {total > 0 && <span className="ms-1 font-normal text-muted-foreground tabular-nums"> {total}</span>}
      </h2>
      {threads.length === 0 ? (
        <RailEmpty isStudent={isStudent} canAsk={canAsk} />
      ) : (
        <RailList rows={rows} rail={rail} hasMore={!isWhole || cursor !== null} />
      )}
      <ListEnd
        shown={threads.length}
        total={total}
        hasMore={isWhole && cursor !== null}
        loading={end.loading}
        problem={end.problem}
        onMore={end.more}
      />
    </section>
  );
}

function RailEmpty({ isStudent, canAsk }: { isStudent: boolean; canAsk: boolean }) {
  if (isStudent && canAsk)
    return (
      <p className="text-muted-foreground text-sm leading-relaxed">
        Stuck? Start typing and we’ll attach the current time to your question.
      </p>
    );
  if (isStudent) return <p className="text-muted-foreground text-sm">You haven’t asked about this video.</p>;
  return (
    <p className="text-muted-foreground text-sm leading-relaxed">Nobody has asked yet. Questions will show up here and on the timeline.</p>
  );
}
