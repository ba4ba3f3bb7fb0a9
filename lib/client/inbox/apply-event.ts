import type { NotificationsRead, NotificationsRemoved, SyncDelta } from "#lib/contract/events.ts";
import type { CountsAt, InboxPage, InboxThreads, Notification, NotificationEvent, Position } from "#lib/contract/notifications.ts";
import { isReceipt } from "#lib/contract/receipt.ts";
import { withListed, withoutOldMarks, withRows } from "./inbox-rows";
import { emptyInbox, figuresOf, type InboxState, inboxOf, isBeyondEnd, newestFirst, threadOf } from "./inbox-state";
import { noteReadUpTo, noteRowsChanged, noteThreadRead, noteThreadsChanged, withFigures } from "./inbox-threads";

export type InboxEvent =
  | { kind: "notification"; body: NotificationEvent }
  | { kind: "read"; body: NotificationsRead }
  | { kind: "removed"; body: NotificationsRemoved }
  /** The server's present position. */
  | { kind: "head"; body: Position }
  /** What `notifications:sync` answers: the changes since `contiguousSeq`. */
  | { kind: "delta"; answer: SyncDelta }
  /** A page from the top, unfiltered. It replaces the list. */
  | { kind: "page"; page: InboxPage }
  /** The page at `nextCursor`. */
  | { kind: "older"; page: InboxPage }
  /** A page of a filtered list. Its rows are known, but not listed. */
  | { kind: "rows"; page: InboxPage }
  /** The server's figures for the threads `asked`. */
  | { kind: "threads"; asked: string[]; answer: InboxThreads }
  /** The answer to this page's own mark. With `threadId` all of a thread was meant, of which `ids` are here. */
  | { kind: "marked"; at: CountsAt; what: { ids?: string[]; threadId?: string; upToSeq?: number; read: boolean } }
  | { kind: "counts"; at: CountsAt };

/**
 * Applies anything that reaches the inbox; nothing else changes it. Tolerates loss, doubles and any order. Because counts are set and never
 * added up, the higher `seq` wins, and applying anything twice changes nothing (a live event then returns the same state). A page from the
 * top ends all doubt.
 */
export function applyEvent(state: InboxState, event: InboxEvent): InboxState {
  switch (event.kind) {
    case "notification":
      return applyLive(state, event.body, (now) => applyNotification(now, event.body));
    case "read":
      return applyLive(state, event.body, (now) => applyRead(now, event.body));
    case "removed":
      return applyLive(state, event.body, (now) => applyRemoved(noteRowsChanged(now, event.body.ids, event.body.seq), event.body.ids));
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
      return withRows(withFigures(withCounts(state, event.page), figuresOf(event.page)), event.page.notifications, event.page.seq);
    case "threads":
      return isUsable(state, event.answer) ? applyThreads(state, event.asked, event.answer) : state;
    case "marked":
      return event.at.epoch === state.epoch ? applyMarked(withCounts(state, event.at), event) : state;
    case "counts":
      return event.at.epoch === state.epoch ? withCounts(state, event.at) : state;
  }
}

/** Whether a further page still fits: the list was not loaded anew since it was asked for. */
const isUsable = (state: InboxState, page: Position) => page.epoch === state.epoch && page.seq >= state.snapshot;

/** An empty inbox of another history. Everything up to its position counts as missing. */
const emptyAt = ({ epoch, seq }: Position): InboxState => ({ ...emptyInbox(epoch), seq });

/** Applies a live event. Each `seq` is one change, so one that was heard, or that a page contains, changes nothing. */
function applyLive(state: InboxState, at: CountsAt, change: (state: InboxState) => InboxState): InboxState {
  const now = at.epoch === state.epoch ? state : emptyAt(at);
  if (at.seq <= now.contiguousSeq || now.outOfOrder.includes(at.seq)) return now;
  return change(withCounts(applied(now, at.seq), at));
}

function applied(state: InboxState, seq: number): InboxState {
  return {
    ...state,
    ...acknowledge(
      state.contiguousSeq,
      [...state.outOfOrder, seq].sort((a, b) => a - b),
    ),
  };
}

function withCounts(state: InboxState, { counts, seq }: CountsAt): InboxState {
  if (seq < state.seq) return state;
  const same = counts.unread === state.counts.unread && counts.unread_threads === state.counts.unread_threads;
  return seq === state.seq && same ? state : { ...state, seq, counts: same ? state.counts : counts };
}

function applyNotification(state: InboxState, { epoch: _epoch, counts: _counts, ...row }: NotificationEvent): InboxState {
  if (isReceipt(row) || state.removed.has(row.id)) return state;
  return withListed(withRows(noteThreadsChanged(state, [threadOf(row)], row.seq), [row], row.seq), [row.id]);
}

function applyRead(state: InboxState, body: NotificationsRead): InboxState {
  const { ids, threadId, upToSeq, read, seq } = body;
  if (upToSeq !== undefined) return withoutOldMarks({ ...noteReadUpTo(state, upToSeq, seq), readUpTo: Math.max(state.readUpTo, upToSeq) });
  if (threadId !== undefined)
    return withoutOldMarks({
      ...noteThreadRead(state, threadId, seq),
      threadMarks: new Map(state.threadMarks).set(threadId, Math.max(seq, state.threadMarks.get(threadId) ?? 0)),
    });
  const marks = new Map(state.marks);
  for (const id of ids ?? []) if (seq > (marks.get(id)?.seq ?? 0)) marks.set(id, { read, seq });
  return withoutOldMarks({ ...noteRowsChanged(state, ids ?? [], seq), marks });
}

function applyRemoved(state: InboxState, ids: string[]): InboxState {
  const removed = new Set(state.removed);
  for (const id of ids) removed.add(id);
  const byId = { ...state.byId };
  for (const id of ids) delete byId[id];
  return { ...state, removed, byId, order: state.order.filter((id) => !removed.has(id)) };
}

/** How many marks of rows and of threads are remembered. No answer is so late that the last thousand do not cover it. */
const marksMax = 1000;

/**
 * Applies all changes up to `seq`; nothing up to there is missing afterwards. Rows come in their present state, so the marks that came with
 * them are dropped. Marks after `contiguousSeq` are kept: the sync began there, and an answer from before them may still come. A row beyond
 * the end of the list is known, and listed when the list gets there.
 */
function applyDelta(state: InboxState, answer: SyncDelta): InboxState {
  const { changes, seq, epoch } = answer;
  // It is of another history, or older than what was heard.
  if (epoch !== state.epoch || seq < state.contiguousSeq) return state;
  const rows: Notification[] = [];
  const removedIds: string[] = [];
  let now = withCounts(state, answer);
  for (const change of changes) {
    if ("readUpTo" in change)
      now = { ...noteReadUpTo(now, change.readUpTo, change.seq), readUpTo: Math.max(now.readUpTo, change.readUpTo) };
    else if ("removed" in change) {
      removedIds.push(change.id);
      now = noteRowsChanged(now, [change.id], change.seq);
    } else {
      rows.push(change);
      now = noteThreadsChanged(now, isReceipt(change) ? [] : [threadOf(change)], change.seq);
    }
  }
  const isOpen = (at: number) => at > seq || at <= state.contiguousSeq;
  const marks = new Map([...state.marks].filter(([, mark]) => isOpen(mark.seq)).slice(-marksMax));
  const threadMarks = new Map([...state.threadMarks].filter(([, at]) => isOpen(at)).slice(-marksMax));
  const applied = withRows(applyRemoved({ ...now, marks, threadMarks }, removedIds), rows, seq);
  const within = rows.filter((row) => !isBeyondEnd(state, row)).map((row) => row.id);
  const outOfOrder = state.outOfOrder.filter((one) => one > seq);
  return withoutOldMarks({ ...withListed(applied, within), ...acknowledge(seq, outOfOrder) });
}

/**
 * Replaces the list. Rows newer than the page stay, because they tell of later changes. Rows beyond the page's end are dropped, because
 * nobody says whether they are still true; `nextCursor` leads there again.
 */
function applyPage(state: InboxState, page: InboxPage): InboxState {
  if (page.epoch !== state.epoch) return inboxOf(page);
  if (page.seq < state.snapshot) return state;
  const fresh = inboxOf(page);
  const { removed, readUpTo } = state;
  const later = Object.fromEntries(Object.entries(state.threads).filter(([, facts]) => facts.seq > page.seq));
  const touched = new Map([...state.touched].filter(([, seq]) => seq > page.seq));
  const touchedAny = state.touchedAny > page.seq ? state.touchedAny : 0;
  const markedAllAt = state.markedAllAt > page.seq ? state.markedAllAt : 0;
  if (markedAllAt > 0) for (const id of Object.keys(fresh.threads)) touched.set(id, Math.max(markedAllAt, touched.get(id) ?? 0));
  // Nothing older than the page is applied any more, so older marks are dropped.
  const marks = new Map([...state.marks].filter(([, mark]) => mark.seq > page.seq));
  const threadMarks = new Map([...state.threadMarks].filter(([, seq]) => seq > page.seq));
  const threads = { ...fresh.threads, ...later };
  const carriedOver = { touched, touchedAny, markedAllAt, marks, threadMarks, removed, readUpTo };
  const now: InboxState = { ...fresh, byId: {}, order: [], threads, ...carriedOver };
  const newer = Object.values(state.byId).filter((row) => row.seq > page.seq);
  const rows = withRows(withRows(now, newer, page.seq), page.notifications, page.seq);
  const last = page.notifications.at(-1);
  const reaches = newer.filter((row) => fresh.nextCursor === null || (last && newestFirst(row, last) < 0)).map((row) => row.id);
  const outOfOrder = state.outOfOrder.filter((seq) => seq > page.seq);
  return {
    ...withListed(rows, [...fresh.order, ...reaches]),
    ...(state.seq > page.seq && { seq: state.seq, counts: state.counts }),
    ...acknowledge(Math.max(state.contiguousSeq, page.seq), outOfOrder),
  };
}

/** Moves on through what was heard out of order, as far as nothing is missing. `outOfOrder` ascends. */
function acknowledge(contiguousSeq: number, outOfOrder: number[]): Pick<InboxState, "contiguousSeq" | "outOfOrder"> {
  let passed = 0;
  while (outOfOrder[passed] === contiguousSeq + passed + 1) passed++;
  return { contiguousSeq: contiguousSeq + passed, outOfOrder: outOfOrder.slice(passed) };
}

function applyOlder(state: InboxState, page: InboxPage): InboxState {
  if (!isUsable(state, page)) return state;
  const rows = withRows(withFigures(withCounts(state, page), figuresOf(page)), page.notifications, page.seq);
  const ids = page.notifications.map((row) => row.id);
  return { ...withListed(rows, ids), nextCursor: page.next_cursor ?? null, end: page.notifications.at(-1) ?? state.end };
}

/** Lists the next row of a thread that lost its newest one. A thread that is missing from the answer is in the inbox no more. */
function applyThreads(state: InboxState, asked: string[], answer: InboxThreads): InboxState {
  const { notifications, seq } = answer;
  const none = Object.fromEntries(asked.map((id) => [id, { unread: 0, question: "", seq }]));
  const now = withRows(withFigures(withCounts(state, answer), { ...none, ...figuresOf(answer) }), notifications, seq);
  return withListed(
    now,
    notifications.filter((row) => !isBeyondEnd(state, row)).map((row) => row.id),
  );
}

type Marked = Extract<InboxEvent, { kind: "marked" }>;

function applyMarked(before: InboxState, { at, what }: Marked): InboxState {
  const { ids, upToSeq, read } = what;
  const state = withMarkedThreads(before, at.seq, what);
  // The rows keep their `seq`, because the event with the true one is still to come.
  const byId = { ...state.byId };
  for (const row of Object.values(byId)) {
    const meant = ids ? ids.includes(row.id) : row.seq <= (upToSeq ?? 0);
    if (meant && row.read !== read) byId[row.id] = { ...row, read };
  }
  return { ...state, byId };
}

/** The figures of threads after a mark of our own. `seq` may include later changes, so it makes no figure current. */
function withMarkedThreads(state: InboxState, seq: number, { ids = [], threadId, upToSeq }: Marked["what"]): InboxState {
  if (threadId === undefined && upToSeq === undefined) return noteRowsChanged(state, ids, seq);
  const isRead = (id: string, facts: { seq: number }) => id === threadId || (upToSeq !== undefined && facts.seq <= upToSeq);
  const read = Object.entries(state.threads).map(([id, facts]) => [id, isRead(id, facts) ? { ...facts, unread: 0 } : facts]);
  return { ...state, threads: Object.fromEntries(read) };
}
