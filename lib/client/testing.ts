import type { SyncChange, SyncDelta } from "#lib/contract/events";
import type { Counts, InboxPage, InboxThread, Notification, NotificationEvent } from "#lib/contract/notifications";
import type { AppSocket } from "./socket";

/** For tests: a socket without a server. `receive` plays the server; `sent` is what the page emitted. */
export function fakeSocket() {
  const handlers = new Map<string, Set<(body?: unknown) => void>>();
  const sent: { event: string; body: unknown; ack: ((answer: unknown) => void) | undefined }[] = [];
  /** What the server answers to an event, at once; without one here it stays silent. */
  const answers = new Map<string, (body: unknown) => unknown>();
  const emit = (event: string, body: unknown, ack?: (answer: unknown) => void) => {
    sent.push({ event, body, ack });
    const answer = answers.get(event);
    if (answer) queueMicrotask(() => ack?.(answer(body)));
  };
  const fake = {
    connected: false,
    on(event: string, handler: (body?: unknown) => void) {
      handlers.set(event, (handlers.get(event) ?? new Set()).add(handler));
      return fake;
    },
    off(event: string, handler: (body?: unknown) => void) {
      handlers.get(event)?.delete(handler);
      return fake;
    },
    emit,
    volatile: { emit },
  };
  const receive = (event: string, body?: unknown) => {
    if (event === "connect") fake.connected = true;
    if (event === "disconnect") fake.connected = false;
    for (const handler of [...(handlers.get(event) ?? [])]) handler(body);
  };
  const listeners = () => [...handlers.values()].reduce((count, set) => count + set.size, 0);
  return { socket: fake as unknown as AppSocket, receive, sent, answers, listeners };
}

export const testEpoch = "epoch";
export const testCounts = (unread: number): Counts => ({ unread, unread_threads: unread });
const time = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 1000).toISOString();

/** For tests: notification `n`, the n-th change of an inbox, about a reply. */
export function testRow(n: number, more: { threadId?: string; read?: boolean; action?: string } = {}): Notification {
  const { threadId = "t1", read = false, action = "message_added" } = more;
  const payload = { action, threadId, videoTitle: "Graphs", messagePreview: `text ${n}`, authorName: "Jane Smith", timestamp: time(n) };
  return { id: `n${n}`, type: "thread/discussion", payload, timestamp: time(n), read, seq: n } as Notification;
}

export const testEvent = (row: Notification, unread: number): NotificationEvent => ({
  ...row,
  epoch: testEpoch,
  counts: testCounts(unread),
});

/** For tests: what a page says of a thread of which it holds all. */
export const testThread = (rows: Notification[], threadId: string, question: string): InboxThread => ({
  thread_id: threadId,
  unread: rows.filter((row) => !row.read && row.type === "thread/discussion" && row.payload.threadId === threadId).length,
  question,
});

export const testPage = (rows: Notification[], seq: number, unread: number, next_cursor?: string): InboxPage => ({
  notifications: rows,
  threads: ["t1", "t2", "t3"].map((id) => testThread(rows, id, `question of ${id}`)),
  counts: testCounts(unread),
  seq,
  epoch: testEpoch,
  ...(next_cursor && { next_cursor }),
});

export const testDelta = (changes: SyncChange[], seq: number, unread: number): SyncDelta => ({
  mode: "delta",
  changes,
  counts: testCounts(unread),
  seq,
  epoch: testEpoch,
});

/** For tests: answers of our REST. `route` answers `data`, or a `Response`; what it throws is a network that is away. */
export function fakeFetch(route: (method: string, path: string, body: unknown) => unknown) {
  const calls: { method: string; path: string; body: unknown }[] = [];
  const fetch = async (path: string, { method, body }: { method: string; body?: string }): Promise<Response> => {
    const call = { method, path, body: body === undefined ? undefined : (JSON.parse(body) as unknown) };
    calls.push(call);
    const data = await route(method, path, call.body);
    if (data instanceof Response) return data;
    return Response.json({ success: true, message: "Done", data });
  };
  return { fetch, calls };
}
