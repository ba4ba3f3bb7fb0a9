import { Component, type CSSProperties, type RefObject } from "react";
import { flushSync } from "react-dom";

export { NearEnd } from "./near-end";
export { RowKeys } from "./row-keys";

/** How far beyond each edge of the screen rows are drawn (px, for each of the few rows that are drawn at least). */
const aheadOf = (few: number) => few * 20;
/** By how many rows the window moves at a time. */
const stepRows = 10;

/** The rows from `from` on and before `to`. */
export type Span = { from: number; to: number };

/** What of a long list is near the screen. `first` is the key of the row at `from`, `focused` of the one with the focus. */
export type Seen = Span & { first: string | undefined; focused: string | null; heights: ReadonlyMap<string, number> };

type Heights = { width: number; of: Map<string, number> };
/** How high the rows of the lists of each address are, so that whoever comes back to one finds every row where it was. */
const heightsByAddress = new Map<string, Heights>();
/** Of as many addresses. */
const addressesMax = 20;
const address = () => `${window.location.pathname}${window.location.search}`;

function keepHeights(heights: Heights): void {
  heightsByAddress.delete(address());
  heightsByAddress.set(address(), heights);
  const [oldest] = heightsByAddress.keys();
  if (heightsByAddress.size > addressesMax && oldest !== undefined) heightsByAddress.delete(oldest);
}

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
 * The rows that are on the screen or near it, `few` at least, and beyond the end where that is near. The window moves in steps, so that a
 * little scrolling draws nothing.
 * @param top where the list begins, from the upper edge of the screen (px)
 */
export function spanOf(offsets: readonly number[], top: number, screen: number, few: number): Span {
  const count = offsets.length - 1;
  if (count <= few) return { from: 0, to: few };
  const first = rowAt(offsets, -top - aheadOf(few));
  const last = rowAt(offsets, screen - top + aheadOf(few)) + 1;
  const from = Math.max(0, Math.min(Math.floor(first / stepRows) * stepRows, count - few));
  // Rows that are added to an end in view are drawn at once: the focus may go there.
  const to = last >= count ? count + few : Math.ceil(last / stepRows) * stepRows;
  return { from, to: Math.max(from + few, to) };
}

/** The spans to draw, in order: those on screen, and the rows of `keepMounted` with their neighbours, to which Tab leads. */
export function spansWith(shown: Span, keepMounted: readonly number[], count: number): Span[] {
  const alone = keepMounted.map((at) => ({ from: Math.max(0, at - 1), to: Math.min(count, at + 2) }));
  const spans: Span[] = [];
  for (const span of [shown, ...alone].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push({ ...span });
  }
  return spans;
}

/**
 * The rows to draw of a long list now: the first few until somebody has looked. Rows that came or went before the first one in view move it
 * along, so that what was drawn stays drawn.
 */
export function drawnSpans(keys: readonly string[], seen: Seen | "all" | null, keepMounted: readonly string[], few: number): Span[] {
  const count = keys.length;
  if (seen === "all") return [{ from: 0, to: count }];
  const { from, to, first, focused } = seen ?? { from: 0, to: few, first: keys[0], focused: null };
  const now = keys[from] === first ? from : keys.indexOf(first ?? "");
  const begin = Math.min(now === -1 ? from : now, count);
  const kept = [...keepMounted, focused ?? ""].map((key) => keys.indexOf(key)).filter((at) => at >= 0);
  return spansWith({ from: begin, to: Math.min(count, begin + to - from) }, kept, count);
}

type DrawOptions = Pick<Props, "keys" | "seen" | "estimate" | "few"> & { keepMounted: readonly string[]; hasMore: boolean };
/** A row that is drawn: which one, and its attributes. */
type Place = { at: number; style: CSSProperties | undefined; "aria-posinset": number; "aria-setsize": number };

/** What is drawn of a long list, and the room of what is not, so that nothing moves when it is. */
export function drawnOf({ keys, seen, keepMounted, estimate, few, hasMore }: DrawOptions): { style: CSSProperties; places: Place[] } {
  const spans = drawnSpans(keys, seen, keepMounted, few);
  const heights = seen === null || seen === "all" ? heightsByAddress.get(address())?.of : seen.heights;
  const offsets = offsetsOf(keys, heights ?? new Map(), estimate);
  const between = (from: number, to: number) => (offsets[to] ?? 0) - (offsets[from] ?? 0);
  const places = spans.flatMap(({ from, to }, n) => {
    const gap = n > 0 ? between(spans[n - 1]?.to ?? 0, from) : 0;
    return Array.from({ length: to - from }, (_, index) => ({
      at: from + index,
      style: index === 0 && gap > 0 ? { marginTop: gap } : undefined,
      "aria-posinset": from + index + 1,
      "aria-setsize": hasMore ? -1 : keys.length,
    }));
  });
  return { style: { paddingTop: between(0, spans[0]?.from ?? 0), paddingBottom: between(spans.at(-1)?.to ?? 0, keys.length) }, places };
}

/** What scrolls the list. */
function scrollerOf(list: Element): Element | null {
  for (let place = list.parentElement; place && place !== document.body; place = place.parentElement)
    if (/auto|scroll/.test(getComputedStyle(place).overflowY)) return place;
  return document.scrollingElement;
}

type Props = {
  list: RefObject<HTMLElement | null>;
  keys: readonly string[];
  seen: Seen | "all" | null;
  /** The height of a row (px), with what is between it and the next one, until it was drawn. */
  estimate: number;
  few: number;
  onSeen: (seen: Seen | "all") => void;
};

/** A row on the screen, and where its upper edge is (px). */
type Anchor = { row: Element; top: number } | null;

/**
 * Looks which rows of a long list have to be in the document, whatever scrolls them, and remembers their heights. Rows have `data-key`.
 * What is read stays where it is when the heights of rows above it turn out to be others.
 */
export class RowsInView extends Component<Props> {
  private frame = 0;
  private heights: Heights = heightsByAddress.get(address()) ?? { width: 0, of: new Map() };
  private isPrinted = false;

  override componentDidMount() {
    this.look();
    // Scrolling does not bubble.
    window.addEventListener("scroll", this.soon, { passive: true, capture: true });
    window.addEventListener("resize", this.soon);
    window.addEventListener("beforeprint", this.drawAll);
    window.addEventListener("afterprint", this.goOn);
  }
  override componentWillUnmount() {
    cancelAnimationFrame(this.frame);
    window.removeEventListener("scroll", this.soon, { capture: true });
    window.removeEventListener("resize", this.soon);
    window.removeEventListener("beforeprint", this.drawAll);
    window.removeEventListener("afterprint", this.goOn);
    this.props.onSeen("all");
  }
  override getSnapshotBeforeUpdate(): Anchor {
    const row = this.rows().find((one) => one.getBoundingClientRect().bottom > 0);
    return row ? { row, top: row.getBoundingClientRect().top } : null;
  }
  override componentDidUpdate(before: Props, _state: unknown, anchor: Anchor) {
    this.keep(anchor);
    if (before.keys !== this.props.keys) this.look();
    else if (before.seen !== this.props.seen) this.soon();
  }

  private rows(): HTMLElement[] {
    return [...(this.props.list.current?.children ?? [])] as HTMLElement[];
  }

  /** At the very beginning of a page what comes above pushes the rest down, as everywhere. */
  private keep(anchor: Anchor) {
    if (!anchor?.row.isConnected) return;
    const by = anchor.row.getBoundingClientRect().top - anchor.top;
    const scroller = Math.abs(by) < 1 ? null : scrollerOf(anchor.row);
    if (scroller && scroller.scrollTop > 0) scroller.scrollBy({ top: by, behavior: "instant" });
  }

  private readonly soon = () => {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.look();
    });
  };
  private readonly drawAll = () => {
    this.isPrinted = true;
    flushSync(() => this.props.onSeen("all"));
  };
  private readonly goOn = () => {
    this.isPrinted = false;
    this.look();
  };

  private look() {
    const { list, keys, seen, estimate, few, onSeen } = this.props;
    if (!list.current || this.isPrinted) return;
    const { top, width } = list.current.getBoundingClientRect();
    // Lines break elsewhere.
    if (this.heights.width !== width) {
      this.heights = { width, of: new Map() };
      keepHeights(this.heights);
    }
    const gap = Number.parseFloat(getComputedStyle(list.current).rowGap) || 0;
    let focused: string | null = null;
    for (const row of this.rows()) {
      const key = row.dataset.key ?? "";
      this.heights.of.set(key, row.getBoundingClientRect().height + gap || estimate);
      if (row.contains(document.activeElement)) focused = key;
    }
    const span = spanOf(offsetsOf(keys, this.heights.of, estimate), top, window.innerHeight, few);
    if (seen && seen !== "all" && span.from === seen.from && span.to === seen.to && keys[span.from] === seen.first) return;
    onSeen({ ...span, first: keys[span.from], focused, heights: this.heights.of });
  }

  override render() {
    return null;
  }
}
