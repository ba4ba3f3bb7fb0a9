import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";

/** A shorter list is drawn whole. */
export const fewRows = 60;
/** How far (px) beyond each edge of the screen rows are drawn, and by how many rows the window moves at a time. */
const ahead = 1200;
const step = 10;

/** The rows from `from` on and before `to`. */
export type Span = { from: number; to: number };

/** Where each row begins below the upper edge of its list (px), and last where the list ends. */
export function offsetsOf(keys: readonly string[], heights: ReadonlyMap<string, number>, estimate: number): number[] {
  let sum = 0;
  return [0, ...keys.map((key) => (sum += heights.get(key) ?? estimate))];
}

/** The first row that ends below `y`. */
function rowAt(offsets: readonly number[], y: number): number {
  let [low, high] = [0, offsets.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle + 1] ?? 0) > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The rows that are on the screen or near it. The window moves in steps, so that a little scrolling draws nothing.
 * @param top where the list begins, from the upper edge of the screen (px)
 */
export function spanOf(offsets: readonly number[], top: number, screen: number): Span {
  const count = offsets.length - 1;
  if (count <= fewRows) return { from: 0, to: count };
  const first = rowAt(offsets, -top - ahead);
  const last = rowAt(offsets, screen - top + ahead) + 1;
  const from = Math.max(0, Math.min(Math.floor(first / step) * step, count - fewRows));
  return { from, to: Math.min(count, Math.max(from + fewRows, Math.ceil(last / step) * step)) };
}

/** The spans to draw, in order: those on screen, and the row at `held`, which has the focus, wherever it is. */
export function spansWith({ from, to }: Span, held: number): Span[] {
  const shown = { from, to };
  if (held < 0 || (held >= from && held < to)) return [shown];
  const alone = { from: held, to: held + 1 };
  return held < from ? [alone, shown] : [shown, alone];
}

/**
 * Which rows of a list have to be in the document while the page scrolls, and where all of them begin. Rows have `data-key`.
 * @param estimate the height of a row (px) until it was drawn
 */
export function useRowsInView(list: RefObject<HTMLElement | null>, keys: readonly string[], estimate: number) {
  const [seen, setSeen] = useState<Span & { held: string | null }>({ from: 0, to: fewRows, held: null });
  const heights = useRef<{ width: number; byKey: Map<string, number> }>({ width: 0, byKey: new Map() });
  const isLong = keys.length > fewRows;
  const look = useEffectEvent(() => {
    const element = list.current;
    if (!element) return;
    const { top, width } = element.getBoundingClientRect();
    // Lines break elsewhere.
    if (heights.current.width !== width) heights.current = { width, byKey: new Map() };
    const { byKey } = heights.current;
    for (const row of element.querySelectorAll<HTMLElement>(":scope > [data-key]"))
      byKey.set(row.dataset.key ?? "", row.getBoundingClientRect().height || estimate);
    const next = spanOf(offsetsOf(keys, byKey, estimate), top, window.innerHeight);
    if (next.from === seen.from && next.to === seen.to) return;
    const focused = element.contains(document.activeElement) ? document.activeElement?.closest<HTMLElement>("[data-key]") : null;
    setSeen({ ...next, held: focused?.dataset.key ?? null });
  });
  // A list may begin scrolled, as on Back, and may become longer or shorter.
  useLayoutEffect(() => {
    if (isLong && keys.length > 0) look();
  }, [isLong, keys.length]);
  useEffect(() => {
    if (!isLong) return;
    let frame = 0;
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        look();
      });
    };
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", soon);
      window.removeEventListener("resize", soon);
    };
  }, [isLong]);
  if (!isLong) return { spans: [{ from: 0, to: keys.length }], offsets: null };
  const span = { from: Math.min(seen.from, keys.length), to: Math.min(seen.to, keys.length) };
  return {
    spans: spansWith(span, seen.held === null ? -1 : keys.indexOf(seen.held)),
    offsets: offsetsOf(keys, heights.current.byKey, estimate),
  };
}
