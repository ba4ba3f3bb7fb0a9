"use client";
import { ArrowRight, Split, UserPlus } from "lucide-react";
import type { QueueItem } from "#lib/contract/queue.ts";
import { grouped } from "#lib/contract/text.ts";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { LongList } from "../ui/long-list";
import { MomentChip } from "../ui/moment";
import { Name } from "../ui/name";
import { FullText } from "./full-text";
import type { RowProps } from "./row-props";

const idOf = ({ id }: QueueItem) => id;
/** Of a question of one line (px). */
const foldedHeight = 68;

/** The questions of a fold, with all that was written. Many of them scroll, so that the reply stays near. */
export function FoldedQuestions({ row, foldStatus, acts }: Pick<RowProps, "row" | "foldStatus" | "acts">) {
  return (
    <div className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1.5 sm:ms-17">
      <section
        className="max-h-[min(22rem,38dvh)] overflow-y-auto overscroll-contain rounded-lg border bg-card"
        aria-label="What they ask"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
      >
        <LongList
          ordered
          label="Questions grouped here"
          rows={row.items}
          keyOf={idOf}
          estimate={foldedHeight}
          hasMore={false}
          few={12}
          className="row-lines"
          rowClassName="px-3 py-1.5"
        >
          {(item) => <Folded item={item} onTakeOut={() => acts.takeOut(item.id)} onLeave={() => acts.leave(item.id)} />}
        </LongList>
      </section>
      <Rest row={row} foldStatus={foldStatus} />
      {foldStatus !== null && foldStatus.newCount > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 text-[0.8125rem]">
          {foldStatus.newCount === 1
            ? "One more student has asked this."
            : `${grouped(foldStatus.newCount)} more students have asked this.`}
          <Button type="button" size="sm" variant="outline" className="h-7" onClick={() => acts.addNewToFold()}>
            <UserPlus aria-hidden="true" />
            {foldStatus.newCount === 1 ? "Add the question" : "Add them"}
          </Button>
        </p>
      )}
    </div>
  );
}

/** What of the fold is not shown. */
function Rest({ row: { items, beyond, isOpen }, foldStatus }: Pick<RowProps, "row" | "foldStatus">) {
  if (beyond === 0 && !isOpen) return null;
  const others = `${grouped(beyond)}${isOpen ? "+" : ""}`;
  const isOnItsWay = foldStatus?.isLoading ?? false;
  return (
    <p role="status" className="text-[0.8125rem] text-muted-foreground">
      {isOnItsWay && (foldStatus?.problem ?? `Loading ${others} more…`)}
      {!isOnItsWay &&
        `Your answer goes to the ${grouped(items.length)} who have waited longest. ${beyond === 0 ? "Any others" : `The other ${others}`} stay in the queue.`}
    </p>
  );
}

type FoldedProps = { item: QueueItem; onTakeOut: () => void; onLeave: () => void };

/** One of the folded questions. */
function Folded({ item, onTakeOut, onLeave }: FoldedProps) {
  return (
    <>
      <div className="flex min-w-0 items-center gap-2 text-sm">
        {item.video_timestamp_seconds !== null && <MomentChip seconds={item.video_timestamp_seconds} />}
        <Name className="min-w-0 truncate font-semibold">{item.student_name}</Name>
        <Button type="button" size="sm" variant="ghost" className="ms-auto h-7 px-2" onClick={onTakeOut}>
          <Split aria-hidden="true" />
          Take out
          <span className="sr-only">
            : the question by <Name>{item.student_name}</Name>
          </span>
        </Button>
        <Button asChild size="sm" variant="ghost" className="h-7 w-8 px-0">
          <Link href={`/discussions/threads/${item.id}`} title="Open" onClick={onLeave}>
            <ArrowRight aria-hidden="true" className="rtl:-scale-x-100" />
            <span className="sr-only">
              Open the question by <Name>{item.student_name}</Name>
            </span>
          </Link>
        </Button>
      </div>
      <FullText item={item} />
    </>
  );
}
