import type { NotificationsRead, NotificationsRemoved, SyncDelta } from "#lib/contract/events";
import type { CountsAt, InboxPage, Notification, NotificationEvent, Position } from "#lib/contract/notifications";
import { emptyInbox, type InboxState, inboxOf, isBeyondEnd, isReceipt, newestFirst, threadOf } from "./inbox-state";

export type InboxEvent =
  | { kind: "notification"; body: NotificationEvent }
  | { kind: "read"; body: NotificationsRead }
  | { kind: "removed"; body: NotificationsRemoved }
  /** The server is at this position. */
  | { kind: "head"; body: Position }
  /** What `notifications:sync` says has changed since `complete`. */
  | { kind: "delta"; answer: SyncDelta }
  /** A page from the top, unfiltered: the list is this from now on. */
  | { kind: "page"; page: InboxPage }
  /** The page at `nextCursor`. */
  | { kind: "older"; page: InboxPage }
  /** A page of a filtered list: rows to know, not to list. */
  | { kind: "rows"; page: InboxPage }
  /** The answer to a marking by this page. */
  | { kind: "marked"; at: CountsAt; what: { ids?: string[]; upToSeq?: number; read: boolean } }
  | { kind: "counts"; at: CountsAt };

/**
 * The one way by which anything gets into the inbox. Whatever is lost, doubled or reordered: counts are set, never added up; the higher
 * `seq` wins; applying anything twice changes nothing (a live event then answers the very same state); a page from the top ends all doubt.
 */
export function applyEvent(state: InboxState, event: InboxEvent): InboxState {
  switch (event.kind) {
    case "notification":
      return applyLive(state, event.body, (now) => applyNotification(now, event.body));
    case "read":
      return applyLive(state, event.body, (now) => applyRead(now, event.body));
    case "removed":
      return applyLive(state, event.body, (now) => applyRemoved(now, event.body.ids));
    case "head":
      if (event.body.epoch !== state.epoch) return emptyAt(event.body);
      return event.body.seq > state.seq ? { ...state, seq: event.body.seq } : state;
    case "delta":
      return applyDelta(state, event.answer);
    case "page":
      return applyPage(state, event.page);
    case "older":
      return applyOlder(state, event.page);
    case "rows":
      if (!isUsable(state, event.page)) return state;
      return withRows(withCounts(state, event.page), event.page.notifications, event.page.seq);
    case "marked":
      return event.at.epoch === state.epoch ? applyMarked(withCounts(state, event.at), event.what) : state;
    case "counts":
      return event.at.epoch === state.epoch ? withCounts(state, event.at) : state;
  }
}

/** A page from before the list was loaded anew is not: its rows may have changed since. */
const isUsable = (state: InboxState, page: InboxPage) => page.epoch === state.epoch && page.seq >= state.snapshot;

/** Nothing is known of that history but how far it goes, so that it counts as missing. */
const emptyAt = ({ epoch, seq }: Position): InboxState => ({ ...emptyInbox(epoch), seq });

/** Each `seq` is one change: what was heard, or is contained in a page, changes nothing any more. */
function applyLive(state: InboxState, at: CountsAt, change: (state: InboxState) => InboxState): InboxState {
  const now = at.epoch === state.epoch ? state : emptyAt(at);
  if (at.seq <= now.complete || now.ahead.includes(at.seq)) return now;
  return change(withCounts(heard(now, at.seq), at));
}

function heard(state: InboxState, seq: number): InboxState {
  let complete = state.complete;
  const ahead = [...state.ahead, seq].sort((a, b) => a - b);
  while (ahead[0] === complete + 1) {
    complete++;
    ahead.shift();
  }
  return { ...state, complete, ahead };
}

function withCounts(state: InboxState, { counts, seq }: CountsAt): InboxState {
  if (seq < state.seq) return state;
  const same = counts.unread === state.counts.unread && counts.unread_threads === state.counts.unread_threads;
  return seq === state.seq && same ? state : { ...state, seq, counts: same ? state.counts : counts };
}

function applyNotification(state: InboxState, { epoch: _epoch, counts: _counts, ...row }: NotificationEvent): InboxState {
  if (isReceipt(row) || state.removed.has(row.id)) return state;
  return listed(withRows(state, [row], row.seq), [row.id]);
}

function applyRead(state: InboxState, body: NotificationsRead): InboxState {
  const { ids, threadId, upToSeq, read, seq } = body;
  if (upToSeq !== undefined) return settled({ ...state, readUpTo: Math.max(state.readUpTo, upToSeq) });
  if (threadId !== undefined)
    return settled({
      ...state,
      threadMarks: new Map(state.threadMarks).set(threadId, Math.max(seq, state.threadMarks.get(threadId) ?? 0)),
    });
  const marks = new Map(state.marks);
  for (const id of ids ?? []) if (seq > (marks.get(id)?.seq ?? 0)) marks.set(id, { read, seq });
  return settled({ ...state, marks });
}

function applyRemoved(state: InboxState, ids: string[]): InboxState {
  const removed = new Set(state.removed);
  for (const id of ids) removed.add(id);
  const byId = { ...state.byId };
  for (const id of ids) delete byId[id];
  return { ...state, removed, byId, order: state.order.filter((id) => !removed.has(id)) };
}

/**
 * Takes in all that has changed up to `seq`: after it nothing up to there is missing. Rows come as they are now, so marks up to there have
 * done their work. A row from beyond the end of the list is known, and listed when the list gets there.
 */
function applyDelta(state: InboxState, answer: SyncDelta): InboxState {
  const { changes, seq, epoch } = answer;
  // Of another history, or overtaken by events.
  if (epoch !== state.epoch || seq < state.complete) return state;
  const rows: Notification[] = [];
  const gone: string[] = [];
  let { readUpTo } = state;
  for (const change of changes) {
    if ("readUpTo" in change) readUpTo = Math.max(readUpTo, change.readUpTo);
    else if ("removed" in change) gone.push(change.id);
    else rows.push(change);
  }
  const marks = new Map([...state.marks].filter(([, mark]) => mark.seq > seq));
  const threadMarks = new Map([...state.threadMarks].filter(([, at]) => at > seq));
  const told = withRows(applyRemoved({ ...withCounts(state, answer), readUpTo, marks, threadMarks }, gone), rows, seq);
  const within = rows.filter((row) => !isBeyondEnd(state, row)).map((row) => row.id);
  const ahead = state.ahead.filter((one) => one > seq);
  return settled({ ...listed(told, within), ...heardAll(seq, ahead) });
}

/**
 * Replaces the list. What is newer than the page stays: it tells of changes after it. What is older than the page reaches is let go, since
 * nobody said whether it is still true; `nextCursor` leads there again.
 */
function applyPage(state: InboxState, page: InboxPage): InboxState {
  if (page.epoch !== state.epoch) return inboxOf(page);
  if (page.seq < state.snapshot) return state;
  const fresh = inboxOf(page);
  const { removed, readUpTo } = state;
  // Nothing older than the page is taken in any more, so older marks have done their work.
  const marks = new Map([...state.marks].filter(([, mark]) => mark.seq > page.seq));
  const threadMarks = new Map([...state.threadMarks].filter(([, seq]) => seq > page.seq));
  const now: InboxState = { ...fresh, byId: {}, order: [], marks, threadMarks, removed, readUpTo };
  const newer = Object.values(state.byId).filter((row) => row.seq > page.seq);
  const rows = withRows(withRows(now, newer, page.seq), page.notifications, page.seq);
  const last = page.notifications.at(-1);
  const reaches = newer.filter((row) => fresh.nextCursor === null || (last && newestFirst(row, last) < 0)).map((row) => row.id);
  const ahead = state.ahead.filter((seq) => seq > page.seq);
  return {
    ...listed(rows, [...fresh.order, ...reaches]),
    ...(state.seq > page.seq && { seq: state.seq, counts: state.counts }),
    ...heardAll(Math.max(state.complete, page.seq), ahead),
  };
}

function heardAll(complete: number, ahead: number[]): Pick<InboxState, "complete" | "ahead"> {
  const [first, ...rest] = ahead;
  return first === complete + 1 ? heardAll(first, rest) : { complete, ahead };
}

function applyOlder(state: InboxState, page: InboxPage): InboxState {
  if (!isUsable(state, page)) return state;
  const rows = withRows(withCounts(state, page), page.notifications, page.seq);
  const ids = page.notifications.map((row) => row.id);
  return { ...listed(rows, ids), nextCursor: page.next_cursor ?? null };
}

function applyMarked(state: InboxState, { ids, upToSeq, read }: { ids?: string[]; upToSeq?: number; read: boolean }): InboxState {
  // The rows keep their `seq`: the event, which has the true one, is still to come.
  const byId = { ...state.byId };
  for (const row of Object.values(byId)) {
    const meant = ids ? ids.includes(row.id) : row.seq <= (upToSeq ?? 0);
    if (meant && row.read !== read) byId[row.id] = { ...row, read };
  }
  return { ...state, byId };
}

/** Takes rows in; `known` is the `seq` at which they were true. A row that is known to have changed later stays. */
function withRows(state: InboxState, rows: Notification[], known: number): InboxState {
  const byId = { ...state.byId };
  for (const row of rows) {
    const held = byId[row.id];
    if (state.removed.has(row.id) || isReceipt(row) || (held && held.seq > known)) continue;
    byId[row.id] = marked(state, row, known);
  }
  return { ...state, byId };
}

/** What was told of a row after it was known as it comes. */
function marked(state: InboxState, row: Notification, known: number): Notification {
  const thread = threadOf(row);
  const single = state.marks.get(row.id);
  const whole = (thread !== null && state.threadMarks.get(thread)) || 0;
  const since = Math.max(known, row.seq);
  // A mark of a whole thread names no rows: it does not say that this one was still there, so the row's `seq` does not rise with it.
  const told = single && single.seq > Math.max(whole, since) ? { ...row, ...single } : whole > since ? { ...row, read: true } : row;
  return !told.read && told.seq <= state.readUpTo ? { ...told, read: true } : told;
}

/** After a mark: applies it to every row it means. */
function settled(state: InboxState): InboxState {
  const byId = { ...state.byId };
  for (const row of Object.values(byId)) byId[row.id] = marked(state, row, 0);
  return { ...state, byId };
}

function listed(state: InboxState, ids: string[]): InboxState {
  const rows = [...new Set([...state.order, ...ids])].flatMap((id) => state.byId[id] ?? []);
  return { ...state, order: rows.sort(newestFirst).map((row) => row.id) };
}
