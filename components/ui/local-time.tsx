"use client";
import { type PointerEvent, useSyncExternalStore } from "react";
import { onServerTime, serverNow } from "#lib/client/api/server-time.ts";
import { load, save } from "#lib/client/storage.ts";
import { formatAgo } from "./durations";
import { idle } from "./on-demand";

const exactName = "handraise:exact-times";

let now = 0;
/** Undefined until somebody asks. */
let isExact: boolean | undefined;
/** What was stored when it was read last. */
let stored: string | null = null;
const listeners = new Set<() => void>();
/**
 * Whether dates can be written in the reader's way. The first use of `Intl` takes a browser 10 to 40 ms, so while the page still loads
 * the server's text stays until there is time for it.
 */
let canFormat = typeof document === "undefined" || document.readyState === "complete";
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

function prepareFormats(): void {
  Intl.DateTimeFormat.supportedLocalesOf("en");
  canFormat = true;
  if (listeners.size > 0) tick();
}

function start(): () => void {
  canFormat ||= document.readyState === "complete";
  if (!canFormat) void idle().then(prepareFormats);
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
 * The server's time in ms, by half minutes, so that ages and deadlines are right on a device with a wrong clock. Null on the server and
 * until hydration is over, so that both render the same.
 */
export const useNow = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => {
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

/** Making one takes as long as drawing a row of a list, and a page has few kinds. */
const formats = new Map<string, Intl.DateTimeFormat>();

function date(at: string, options: Intl.DateTimeFormatOptions): string {
  const kind = JSON.stringify(options);
  const format = formats.get(kind) ?? new Intl.DateTimeFormat(undefined, options);
  formats.set(kind, format);
  return format.format(new Date(at));
}
const sameDay = (at: string, nowMs: number) => new Date(at).toDateString() === new Date(nowMs).toDateString();

/** An instant in the reader's own time. With `nowMs` null it is the same text everywhere, in UTC. */
export function timeText(at: string, style: TimeStyle, nowMs: number | null): string {
  if (nowMs === null) return style === "clock" ? at.slice(11, 16) : at.slice(0, 10);
  const ago = style === "ago" ? formatAgo((nowMs - Date.parse(at)) / 1000) : null;
  if (ago) return ago;
  if (!canFormat) return timeText(at, style, null);
  const thisYear = new Date(at).getFullYear() === new Date(nowMs).getFullYear();
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", ...(!thisYear && { year: "numeric" }) };
  if (style === "ago") return date(at, day);
  return date(at, sameDay(at, nowMs) ? { hour: "numeric", minute: "2-digit" } : { ...day, hour: "numeric", minute: "2-digit" });
}

/**
 * A time that the server renders in UTC and the browser in the reader's own, without a mismatch between them.
 *
 * `clock` says the day and the minute by itself. `ago` says them under the pointer, which keys, screen readers and fingers do not have.
 * So a reader may choose to read days and minutes instead, once and for all lists (settings/times-choice.tsx). A text for screen readers
 * would be read out in every row, and a button in every row would be one more stop for the Tab key.
 */
export function LocalTime({ at, as = "clock", className }: { at: string; as?: TimeStyle; className?: string }) {
  const nowMs = useNow();
  const [exact] = useExactTimes();
  return (
    <time key={at} dateTime={at} onPointerEnter={sayAll} className={className}>
      {timeText(at, exact ? "clock" : as, nowMs)}
    </time>
  );
}

/** Written only when somebody may read it: for all rows of a list it would take longer than drawing them. */
function sayAll({ currentTarget: time }: PointerEvent<HTMLTimeElement>): void {
  time.title = date(time.dateTime, { dateStyle: "full", timeStyle: "short" });
}
