import { memo, type ReactNode, useMemo, useRef } from "react";
import { useRowsInView } from "./use-rows-in-view";

type Props<Row> = {
  label?: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Draws a row. As long as it is the same function, a row that has not changed is not drawn again. */
  children: (row: Row) => ReactNode;
  /** About how high a row is (px). */
  estimate: number;
  /** Whether it goes on, but the rest is not loaded. */
  hasMore: boolean;
  className?: string;
  rowClassName?: string;
};

/**
 * A list of any length that scrolls with the page as ten rows do: of a long one the rows on the screen and near it are in the document, and
 * the one with the focus, wherever that is. Screen readers hear which of how many a row is.
 */
export function LongList<Row>({ label, rows, keyOf, children, estimate, hasMore, className, rowClassName }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const keys = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const { spans, offsets } = useRowsInView(list, keys, estimate);
  const between = (from: number, to: number) => (offsets?.[to] ?? 0) - (offsets?.[from] ?? 0);
  return (
    <ul
      ref={list}
      aria-label={label}
      className={className}
      // What is not drawn has its room, so nothing moves when it is.
      style={
        offsets ? { paddingTop: between(0, spans[0]?.from ?? 0), paddingBottom: between(spans.at(-1)?.to ?? 0, keys.length) } : undefined
      }
    >
      {spans.flatMap(({ from, to }, n) => {
        const gap = n > 0 ? between(spans[n - 1]?.to ?? 0, from) : 0;
        return rows.slice(from, to).map((row, at) => (
          <li
            key={keys[from + at]}
            data-key={keys[from + at]}
            className={rowClassName}
            style={at === 0 && gap > 0 ? { marginTop: gap } : undefined}
            {...(offsets && { "aria-posinset": from + at + 1, "aria-setsize": hasMore ? -1 : keys.length })}
          >
            <Drawn row={row} draw={children as (row: unknown) => ReactNode} />
          </li>
        ));
      })}
    </ul>
  );
}

const Drawn = memo(({ row, draw }: { row: unknown; draw: (row: unknown) => ReactNode }) => draw(row));
