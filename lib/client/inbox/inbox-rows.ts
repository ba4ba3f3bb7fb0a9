import type { Notification } from "#lib/contract/notifications.ts";
import { isReceipt } from "#lib/contract/receipt.ts";
import { type InboxState, newestFirst, threadOf } from "./inbox-state";

/** Adds rows that were true at the `seq` `known`. A row with a later known change stays. */
export function withRows(state: InboxState, rows: Notification[], known: number): InboxState {
  const byId = { ...state.byId };
  for (const row of rows) {
    const existing = byId[row.id];
    if (state.removed.has(row.id) || isReceipt(row) || (existing && existing.seq > known)) continue;
    byId[row.id] = withMarks(state, row, known);
  }
  return { ...state, byId };
}

/** A row with the marks that were heard after it was true. */
function withMarks(state: InboxState, row: Notification, known: number): Notification {
  const thread = threadOf(row);
  const single = state.marks.get(row.id);
  const whole = (thread !== null && state.threadMarks.get(thread)) || 0;
  const since = Math.max(known, row.seq);
  // A mark of a whole thread does not name its rows, so this row may be newer; its `seq` does not rise.
  const marked = single && single.seq > Math.max(whole, since) ? { ...row, ...single } : whole > since ? { ...row, read: true } : row;
  return !marked.read && marked.seq <= state.readUpTo ? { ...marked, read: true } : marked;
}

/** After a mark: applies it to every row it means. */
export function withoutOldMarks(state: InboxState): InboxState {
  const byId = { ...state.byId };
  for (const row of Object.values(byId)) byId[row.id] = withMarks(state, row, 0);
  return { ...state, byId };
}

export function withListed(state: InboxState, ids: string[]): InboxState {
  const rows = [...new Set([...state.order, ...ids])].flatMap((id) => state.byId[id] ?? []);
  return { ...state, order: rows.sort(newestFirst).map((row) => row.id) };
}
