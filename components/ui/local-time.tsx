"use client";
import { type PointerEvent, useSyncExternalStore } from "react";
import { onServerTime, serverNow } from "#lib/client/api/server-time.ts";
import { load, save } from "#lib/client/storage.ts";
import { clockText, dayText, fullText } from "./dates";
import { formatAgo } from "./durations";
import { idle } from "./on-demand";

const exactName = "handraise:exact-times";

const isServer = typeof document === "undefined";

let now = 0;
/** Undefined until somebody asks. */
let isExact: boolean | undefined;
/** What was stored when it was read last. */
let stored: string | null = null;
const listeners = new Set<() => void>();
/**
 * Whether times are the reader's own already. They are from the first pause of the page on: all of them change together then, and not while
 * the page still starts.
 */
let isOwn = isServer || document.readyState === "complete";
let stop: (() => void) | undefined;

/** Another tab may have changed it. Where nothing can be stored, a choice lives as long as the page. */
function readChoice(): boolean {
  const text = load(exactName);
  if (isExact === undefined || text !== stored) isExact = text === "on";
  stored = text;
  return isExact;
}

function tick(): void {
  now = serverNow();
  readChoice();
  for (const each of listeners) each();
}

if (!isOwn)
  void idle().then(() => {
    isOwn = true;
    if (listeners.size > 0) tick();
  });

function start(): () => void {
  const timer = setInterval(tick, 30_000);
  const stopListening = onServerTime(tick);
  return () => {
    clearInterval(timer);
    stopListening();
  };
}

/** One clock for the page. It ticks every half minute, which is often enough for what is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= start();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
    now = 0;
    isExact = undefined;
  };
}

/**
 * The server's time in ms, by half minutes, so that ages and deadlines are right on a device with a wrong clock. Null on the server, in
 * hydration, so that both render the same, and until the first pause of a page.
 */
export const useNow = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => {
      if (!isOwn) return null;
      if (now === 0) now = serverNow();
      return now;
    },
    () => null,
  );

/** Whether this browser shows when something was instead of how long ago, and how to choose it. Off on the server. */
export function useExactTimes(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    subscribe,
    () => isExact ?? readChoice(),
    () => false,
  );
  const choose = (next: boolean) => {
    save(exactName, next ? "on" : null);
    readChoice();
    isExact = next;
    tick();
  };
  return [on, choose];
}

/** `clock` is the time of day, with the date when it is not today; `ago` counts up to a week. */
export type TimeStyle = "clock" | "ago";

/** An instant in the reader's own time. With `nowMs` null it is the same text everywhere, in UTC. */
export function timeText(at: string, style: TimeStyle, nowMs: number | null): string {
  if (nowMs === null) return style === "clock" ? at.slice(11, 16) : at.slice(0, 10);
  const ago = style === "ago" ? formatAgo((nowMs - Date.parse(at)) / 1000) : null;
  if (ago) return ago;
  const date = new Date(at);
  const now = new Date(nowMs);
  if (style === "ago") return dayText(date, now);
  return date.toDateString() === now.toDateString() ? clockText(date) : `${dayText(date, now)}, ${clockText(date)}`;
}

/**
 * A time that the server renders in UTC and the browser in the reader's own, without a mismatch between them.
 *
 * `clock` says the day and the minute by itself. `ago` says them under the pointer, which keys, screen readers and fingers do not have.
 * So a reader may choose to read days and minutes instead, once and for all lists (settings/times-choice.tsx). A text for screen readers
 * would be read out in every row, and a button in every row would be one more stop for the Tab key.
 */
export function LocalTime({ at, as = "clock", className }: { at: string; as?: TimeStyle; className?: string }) {
  const ownNowMs = useNow();
  const [exact] = useExactTimes();
  // How long ago it was the server can say as well, so that no line of a list breaks elsewhere once the browser says it. The browser leaves
  // that as it came until its own first pause.
  const nowMs = isServer && as === "ago" ? Date.now() : ownNowMs;
  return (
    <time key={at} dateTime={at} onPointerEnter={sayAll} className={className} suppressHydrationWarning>
      {timeText(at, exact && nowMs !== null ? "clock" : as, nowMs)}
    </time>
  );
}

/** Written only when somebody may read it: for all rows of a list it would take longer than drawing them. */
function sayAll({ currentTarget: time }: PointerEvent<HTMLTimeElement>): void {
  time.title = fullText(new Date(time.dateTime));
}
