import type { Notification } from "#lib/contract/notifications.ts";
import { type InboxState, type ThreadFigures, threadOf } from "./inbox-state";

/*
 * What a page knows of threads besides their rows. The figures are the server's, each with the `seq` at which it was true; none is added up
 * here. A change above that `seq` makes a figure old, and the server is asked again. Only a mark that leaves nothing unread sets a figure.
 */

/** Notes that something of these threads changed at `seq`. */
export function noteThreadsChanged(state: InboxState, threadIds: (string | null)[], seq: number): InboxState {
  const touched = new Map(state.touched);
  for (const id of threadIds) if (id !== null) touched.set(id, Math.max(seq, touched.get(id) ?? 0));
  return { ...state, touched };
}

/** Notes that these rows changed at `seq`. Rows that are not here may belong to any thread. */
export function noteRowsChanged(state: InboxState, ids: string[], seq: number): InboxState {
  const rows = ids.flatMap((id) => state.byId[id] ?? []);
  const all = rows.length < ids.length ? { ...state, touchedAny: Math.max(state.touchedAny, seq) } : state;
  return noteThreadsChanged(all, rows.map(threadOf), seq);
}

/** Notes that all of a thread was read at `seq`. */
export function noteThreadRead(state: InboxState, threadId: string, seq: number): InboxState {
  const facts = state.threads[threadId];
  if (!facts || facts.seq >= seq) return noteThreadsChanged(state, [threadId], seq);
  return { ...state, threads: { ...state.threads, [threadId]: { ...facts, unread: 0, seq } } };
}

/**
 * Notes that everything whose last change is at or below `upToSeq` was read, at `seq`. A figure from before `upToSeq` becomes 0; one from
 * between the two may include later changes.
 */
export function noteReadUpTo(state: InboxState, upToSeq: number, seq: number): InboxState {
  const threads = { ...state.threads };
  const between: string[] = [];
  for (const [id, facts] of Object.entries(state.threads)) {
    if (facts.seq <= upToSeq) threads[id] = { ...facts, unread: 0, seq: upToSeq };
    else if (facts.seq < seq) between.push(id);
  }
  return noteThreadsChanged({ ...state, threads, markedAllAt: Math.max(state.markedAllAt, seq) }, between, seq);
}

/** Applies the server's figures for threads. Figures from before a later mark-all are old already. */
export function withFigures(state: InboxState, facts: Readonly<Record<string, ThreadFigures>>): InboxState {
  const threads = { ...state.threads };
  const taken = Object.entries(facts).filter(([id, fact]) => fact.seq >= (threads[id]?.seq ?? 0));
  for (const [id, fact] of taken) threads[id] = fact;
  const old = taken.filter(([, fact]) => fact.seq < state.markedAllAt).map(([id]) => id);
  return noteThreadsChanged({ ...state, threads }, old, state.markedAllAt);
}

/** The figures of a thread, if nothing has changed it since. */
export function currentFigures({ threads, touched, touchedAny }: InboxState, threadId: string): ThreadFigures | null {
  const facts = threads[threadId];
  return facts && Math.max(touchedAny, touched.get(threadId) ?? 0) <= facts.seq ? facts : null;
}

/** The threads, listed or changed, for which the server has to be asked. */
export function unclearThreads(state: InboxState): string[] {
  const listed = state.order.flatMap((id) => (state.byId[id] && threadOf(state.byId[id])) ?? []);
  return [...new Set([...listed, ...state.touched.keys()])].filter((id) => currentFigures(state, id) === null);
}

/** What the list shows as one: all notifications of a thread, or one without a thread. */
export type Group = {
  key: string;
  threadId: string | null;
  /** The newest notification, which the line shows. */
  latest: Notification;
  /** Those that are here, newest first. */
  rows: Notification[];
  /** The thread's unread notifications, even those that are not loaded; 100 means more than 99. */
  unread: number;
  /** The beginning of the thread's question; empty while it is not known. */
  question: string;
};

/** Groups rows, newest first. The groups are newest first, too. */
export function groupsOf(state: InboxState, rows: Notification[]): Group[] {
  const byKey = new Map<string, Notification[]>();
  for (const row of rows) {
    const key = threadOf(row) ?? row.id;
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return [...byKey].flatMap(([key, rows]) => {
    const [latest] = rows;
    if (!latest) return [];
    const threadId = threadOf(latest);
    const here = rows.filter((row) => !row.read).length;
    const known = threadId === null ? undefined : state.threads[threadId];
    const current = threadId === null ? null : currentFigures(state, threadId);
    // Until the server answers anew, a figure does not fall below what is known.
    const unread = current ? current.unread : Math.max(known?.unread ?? 0, here);
    return [{ key, threadId, latest, rows, unread, question: known?.question ?? "" }];
  });
}

/** The listed rows of an inbox, newest first. */
export const rowsOf = ({ order, byId }: Pick<InboxState, "order" | "byId">): Notification[] => order.flatMap((id) => byId[id] ?? []);
