import type { Notification } from "#lib/contract/notifications";
import { type InboxState, isReceipt, newestFirst, threadOf } from "./inbox-state";

/** Takes rows in; `known` is the `seq` at which they were true. A row that is known to have changed later stays. */
export function withRows(state: InboxState, rows: Notification[], known: number): InboxState {
  const byId = { ...state.byId };
  for (const row of rows) {
    const held = byId[row.id];
    if (state.removed.has(row.id) || isReceipt(row) || (held && held.seq > known)) continue;
    byId[row.id] = withMarks(state, row, known);
  }
  return { ...state, byId };
}

/** What was told of a row after it was known as it comes. */
function withMarks(state: InboxState, row: Notification, known: number): Notification {
  const thread = threadOf(row);
  const single = state.marks.get(row.id);
  const whole = (thread !== null && state.threadMarks.get(thread)) || 0;
  const since = Math.max(known, row.seq);
  // A mark of a whole thread names no rows: it does not say that this one was still there, so the row's `seq` does not rise with it.
  const told = single && single.seq > Math.max(whole, since) ? { ...row, ...single } : whole > since ? { ...row, read: true } : row;
  return !told.read && told.seq <= state.readUpTo ? { ...told, read: true } : told;
}

/** After a mark: applies it to every row it means. */
export function withoutOldMarks(state: InboxState): InboxState {
  const byId = { ...state.byId };
  for (const row of Object.values(byId)) byId[row.id] = withMarks(state, row, 0);
  return { ...state, byId };
}

export function listed(state: InboxState, ids: string[]): InboxState {
  const rows = [...new Set([...state.order, ...ids])].flatMap((id) => state.byId[id] ?? []);
  return { ...state, order: rows.sort(newestFirst).map((row) => row.id) };
}
