import { memo, type ReactNode, useMemo, useRef, useState } from "react";
import { onDemand } from "./on-demand";
import type { Seen } from "./rows-in-view";

const parts = onDemand(() => import("./rows-in-view"));

type Props<Row> = {
  label?: string;
  /** Whether the order of the rows says something. */
  ordered?: boolean;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Draws a row. As long as it is the same function, a row that has not changed is not drawn again. */
  children: (row: Row) => ReactNode;
  /** About how high a row is, with what is between it and the next one (px). */
  estimate: number;
  /** Whether it goes on, but the rest is not loaded. */
  hasMore: boolean;
  /** The keys of rows that are drawn wherever they are: those that are selected, open or written in. */
  keepMounted?: readonly string[];
  /** A list of no more rows is drawn whole. */
  few?: number;
  /** What a row is, where `j` and `k` go from row to row and the page binds no keys of its own. */
  keysOf?: string;
  /** Loads more when the end comes near; null while it may not. Where it is given, the end of all is said. */
  onNearEnd?: (() => void) | null;
  className?: string;
  rowClassName?: string;
};

const none: readonly string[] = [];

/**
 * A list of any length that scrolls as ten rows do, with the page or within it: of a long one the rows on the screen and near it are in the
 * document, and those with the focus or in `keepMounted`, wherever they are. Screen readers hear which of how many a row is. How that is
 * done loads when the page is idle; until then, and for printing, all rows are drawn.
 */
export function LongList<Row>(props: Props<Row>) {
  const {
    label,
    ordered = false,
    rows,
    keyOf,
    children,
    estimate,
    hasMore,
    keepMounted = none,
    few = 60,
    keysOf,
    onNearEnd,
    className,
    rowClassName,
  } = props;
  const list = useRef<HTMLUListElement & HTMLOListElement>(null);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const loaded = parts.use();
  const part = keys.length > few ? loaded : null;
  const [seen, setSeen] = useState<Seen | "all" | null>(part ? null : "all");
  const drawn = part?.drawnOf({ keys, seen, keepMounted, estimate, few, hasMore });
  const List = ordered ? "ol" : "ul";
  return (
    <>
      <List ref={list} aria-label={label} className={className} style={drawn?.style}>
        {(drawn?.places ?? keys.map((_, at) => ({ at }))).map(({ at, ...place }) => (
          <li key={keys[at]} data-key={keys[at]} className={rowClassName} {...place}>
            <Drawn row={rows[at]} draw={children as (row: unknown) => ReactNode} />
          </li>
        ))}
      </List>
      {loaded && keysOf && <loaded.RowKeys list={list} of={keysOf} />}
      {loaded && onNearEnd !== undefined && <loaded.NearEnd hasMore={hasMore} onNear={onNearEnd} />}
      {part && <part.RowsInView {...{ list, keys, seen, estimate, few }} onSeen={setSeen} />}
    </>
  );
}

const Drawn = memo(({ row, draw }: { row: unknown; draw: (row: unknown) => ReactNode }) => draw(row));
