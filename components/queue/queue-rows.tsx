import { useMemo } from "react";
import type { QueueRow } from "#lib/client/thread/queue-fold.ts";
import { type QueueState, selectedAt } from "#lib/client/thread/queue-state.ts";
import type { QueueView } from "#lib/client/thread/queue-view.ts";
import { grouped } from "#lib/contract/text.ts";
import { LongList } from "../ui/long-list";
import { QueueRowView } from "./queue-row";
import type { QueueMedia } from "./row-moment";
import type { FoldStatus, QueueActs } from "./row-props";
import type { useDrafts } from "./use-drafts";

/** A course that the reader teaches. `runs`: as a lecturer. */
export type QueueCourse = { id: string; title: string; runs: boolean /** For enrolling. */; code: string | null };

type Props = {
  state: QueueState;
  view: QueueView;
  courses: QueueCourse[];
  /** How many wait in all; null when nobody knows. */
  total: number | null;
  replies: ReturnType<typeof useDrafts>;
  playing: string | null;
  media: QueueMedia;
  /** Of the fold that is open. */
  isFoldLoading: boolean;
  foldProblem: string | null;
  acts: QueueActs;
};

const keyOf = ({ id }: QueueRow) => id;
/** Of a row with one line of text (px). */
const rowHeight = 70;
const none: string[] = [];

/** The rows of the queue. Those that are open stay in the document wherever they are, with what is being written in them. */
export function QueueRows(props: Props) {
  const { state, replies, playing, isFoldLoading, foldProblem } = props;
  const { rows, unfolded } = state;
  const selected = rows[selectedAt(state)];
  const newCount = unfolded?.newCount ?? 0;
  const foldStatus = useMemo(() => ({ isLoading: isFoldLoading, problem: foldProblem, newCount }), [isFoldLoading, foldProblem, newCount]);
  const played = playing === null ? undefined : rows.find(({ items }) => items.some(({ id }) => id === playing));
  const open = [selected, played, unfolded].flatMap((row) => row?.id ?? none);
  const draw = useDrawnRow(props, selected, foldStatus);
  return (
    <LongList
      ordered
      label="Waiting questions, longest wait first; those answered by a student come last"
      rows={rows}
      keyOf={keyOf}
      estimate={rowHeight}
      hasMore={state.queue.next_cursor !== undefined}
      keepMounted={[...open, ...Object.keys(replies.drafts)]}
      className="row-lines rounded-xl border bg-card [--line-inset:0px]"
      rowClassName="first:rounded-t-xl last:rounded-b-xl"
    >
      {draw}
    </LongList>
  );
}

/** How a row is drawn. */
function useDrawnRow(
  { state, view, courses, total, replies, playing, media, acts }: Props,
  selected: QueueRow | undefined,
  foldStatus: FoldStatus,
) {
  const byId = useMemo(() => new Map(courses.map((course) => [course.id, course])), [courses]);
  const namesCourse = courses.length > 1 && view.courseId === null;
  // Where the longest wait begins anew.
  const toEndorse = state.rows.find(({ items }) => items[0]?.answer_state === "student_answered");
  return (row: QueueRow) => {
    const [first] = row.items;
    const course = first && byId.get(first.course_id);
    const draft = replies.drafts[row.id] ?? null;
    const isUnfolded = state.unfolded?.id === row.id;
    const drawn = (
      <QueueRowView
        row={row}
        course={namesCourse ? course?.title : undefined}
        showsVideo={view.videoId === null}
        canEndClaim={course?.runs ?? false}
        isSelected={row === selected}
        isUnfolded={isUnfolded}
        foldStatus={isUnfolded ? foldStatus : null}
        draft={draft}
        place={draft === null ? null : placeOf(state, row, total)}
        problem={replies.problems[row.id] ?? problemOf(row, replies.problems)}
        playing={row.items.some(({ id }) => id === playing) ? playing : null}
        media={media}
        acts={acts}
      />
    );
    if (row !== toEndorse) return drawn;
    return (
      <>
        <p className="px-3 pt-3 pb-1 font-semibold text-[0.8125rem] sm:px-4">Answered by a student, for you to endorse</p>
        {drawn}
      </>
    );
  };
}

/** What went wrong with one of the folded questions. */
const problemOf = ({ items, isFold }: QueueRow, problems: Record<string, string>): string | null =>
  isFold ? (items.map(({ id }) => problems[id]).find((problem) => problem !== undefined) ?? null) : null;

/** Where a row stands, counted in questions: `3 of 514`, `4–22 of 514`, and `3 of 100+` where nobody knows how many there are. */
function placeOf({ rows, queue }: QueueState, row: QueueRow, total: number | null): string {
  const before = rows.slice(0, rows.indexOf(row)).reduce((sum, { items }) => sum + items.length, 0);
  const shown = rows.reduce((sum, { items }) => sum + items.length, 0);
  const last = before + row.items.length;
  const place = row.items.length > 1 ? `${before + 1}–${last}` : `${last}`;
  const isOpen = total === null && queue.next_cursor !== undefined;
  return `${place} of ${grouped(Math.max(total ?? 0, shown))}${isOpen ? "+" : ""}`;
}
