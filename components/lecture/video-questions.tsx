import { ListEnd } from "../ui/list-end";
import { RailList } from "./rail-list";
import type { RailState } from "./rail-state";
import { useRailRows } from "./use-rail-rows";
import type { useVideoThreads } from "./video-threads";

type Props = { list: ReturnType<typeof useVideoThreads>; isStudent: boolean; canAsk: boolean; rail: RailState };

/** The questions beside the video, with their number. */
export function VideoQuestions({ list, isStudent, canAsk, rail }: Props) {
  const { threads, turnOf, cursor, total, end, only } = list;
  const { rows, isWhole } = useRailRows(threads, turnOf, rail.keepMounted);
  return (
    <section aria-labelledby="rail-title" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-1">
        <h2 id="rail-title" className="font-semibold">
          {isStudent ? "Your questions" : "Questions about this lecture"}
          {total > 0 && <span className="ms-1 font-normal text-muted-foreground tabular-nums"> {total}</span>}
        </h2>
        {!isStudent && total > 0 && <Choice list={list} />}
      </div>
      {threads.length === 0 ? (
        <RailEmpty isStudent={isStudent} canAsk={canAsk} isPart={only !== null && total > 0} />
      ) : (
        <RailList rows={rows} rail={rail} hasMore={!isWhole || cursor !== null} />
      )}
      <ListEnd
        shown={threads.length}
        total={only === null ? total : null}
        hasMore={isWhole && cursor !== null}
        loading={end.loading}
        problem={end.problem}
        onMore={end.more}
      />
    </section>
  );
}

const choices = [
  { only: null, name: "All" },
  { only: "waiting", name: "Waiting" },
] as const;

/** Which questions are shown. */
function Choice({ list }: Pick<Props, "list">) {
  return (
    <fieldset aria-label="Show" className="flex gap-1">
      {choices.map(({ only, name }) => (
        <button
          key={name}
          type="button"
          aria-pressed={only === list.only}
          onClick={() => list.choose(only)}
          className="h-7 rounded-lg px-2.5 font-medium text-muted-foreground text-sm hover:text-foreground aria-pressed:bg-muted aria-pressed:text-foreground"
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function RailEmpty({ isStudent, canAsk, isPart }: { isStudent: boolean; canAsk: boolean; isPart: boolean }) {
  if (isPart) return <p className="text-muted-foreground text-sm">No questions about this lecture are waiting.</p>;
  if (isStudent && canAsk)
    return (
      <p className="text-muted-foreground text-sm leading-relaxed">
        Stuck? Start typing and we’ll attach the current time to your question.
      </p>
    );
  if (isStudent) return <p className="text-muted-foreground text-sm">You haven’t asked about this lecture yet.</p>;
  return (
    <p className="text-muted-foreground text-sm leading-relaxed">Nobody has asked yet. Questions will show up here and on the timeline.</p>
  );
}
