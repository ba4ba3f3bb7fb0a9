import type { User } from "#lib/contract/auth.ts";
import type { Message, Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import type { SyncChange, SyncDelta } from "#lib/contract/events.ts";
import type { Counts, InboxPage, InboxThread, Notification, NotificationEvent } from "#lib/contract/notifications.ts";
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
    timeout: () => ({ emitWithAck: (event: string, body: unknown) => new Promise((resolve) => emit(event, body, resolve)) }),
  };
  const receive = (event: string, body?: unknown) => {
    if (event === "connect") fake.connected = true;
    if (event === "disconnect") fake.connected = false;
    for (const handler of [...(handlers.get(event) ?? [])]) handler(body);
  };
  const listeners = () => [...handlers.values()].reduce((count, set) => count + set.size, 0);
  return { socket: fake as unknown as AppSocket, receive, sent, answers, listeners };
}

const studentId = "00000000-0000-4000-8000-000000000001";
const lecturerId = "00000000-0000-4000-8000-000000000002";
const threadId = "00000000-0000-4000-8000-00000000000a";
const minute = (number: number) => `2026-01-01T10:${String(number).padStart(2, "0")}:00.000Z`;

/** For tests: the student of `testThread`, signed in. */
export const testUser = (over: Partial<User> = {}): User => ({
  id: studentId,
  email: "student@example.edu",
  role: "student",
  first_name: "Sam",
  last_name: "Student",
  created_at: minute(0),
  ...over,
});

/** For tests: a discussion, open, asked by Sam, of Lee, at 12:41. */
export const testThread = (over: Partial<Thread> = {}): Thread => ({
  id: threadId,
  video_id: "00000000-0000-4000-8000-00000000000b",
  video_title: "Variables",
  course_id: "00000000-0000-4000-8000-00000000000c",
  video_timestamp_seconds: 761,
  student_id: studentId,
  student_name: "Sam Student",
  lecturer_id: lecturerId,
  lecturer_name: "Lee Lecturer",
  code_snippet: null,
  question_text: "How do I declare one?",
  student_unread: false,
  lecturer_unread: false,
  status: "open",
  version: 1,
  created_at: minute(0),
  updated_at: minute(0),
  visibility: "private",
  kind: "question",
  title: null,
  anonymous: false,
  waiting: true,
  answer_state: "unanswered",
  accepted_message_id: null,
  votes: 0,
  publish_asked_until: null,
  mine: true,
  unread: false,
  voted: false,
  follow: "all",
  my_author_id: studentId,
  ...over,
});

/** For tests: message `number` of `testThread`, in minute `number`, by the lecturer. */
export const testMessage = (number: number, over: Partial<Message> = {}): Message => ({
  id: `00000000-0000-4000-8000-0000000001${String(number).padStart(2, "0")}`,
  thread_id: threadId,
  author_user_id: lecturerId,
  author_name: "Lee Lecturer",
  author_role: "lecturer",
  content: `message ${number}`,
  created_at: minute(number),
  edited_at: null,
  endorsed_by_name: null,
  endorsed_at: null,
  ...over,
});

/** For tests: message `number`, by the student. */
export const testOwnMessage = (number: number, content: string): Message =>
  testMessage(number, { author_user_id: studentId, author_name: "Sam Student", author_role: "student", content });

/** For tests: `testThread` as its page has it, its question answered with "message 2". */
export const testDiscussion = (over: Partial<ThreadWithMessages> = {}): ThreadWithMessages => ({
  ...testThread({ version: 2, created_at: minute(1), updated_at: minute(2), waiting: false, answer_state: "staff_answered" }),
  messages: [testOwnMessage(1, "How do I declare one?"), testMessage(2)],
  ...over,
});

export const testEpoch = "epoch";
export const testCounts = (unread: number): Counts => ({ unread, unread_threads: unread });
/** Second `n` of the hour after the messages of `testThread`. */
const time = (n: number) => new Date(Date.UTC(2026, 0, 1, 11) + n * 1000).toISOString();

/** For tests: notification `n`, the n-th change of an inbox, about a reply. */
export function testRow(n: number, more: { threadId?: string; read?: boolean; action?: string } = {}): Notification {
  const { threadId = "t1", read = false, action = "message_added" } = more;
  const payload = {
    ...{ action, threadId, videoTitle: "Graphs", messagePreview: `text ${n}`, authorName: "Jane Smith", timestamp: time(n) },
    ...{ messageId: `m${n}`, videoTimestampSeconds: 761 },
  };
  return { id: `n${n}`, type: "thread/discussion", payload, timestamp: time(n), read, seq: n } as Notification;
}

export const testEvent = (row: Notification, unread: number): NotificationEvent => ({
  ...row,
  epoch: testEpoch,
  counts: testCounts(unread),
});

/** For tests: what a page says of a thread of which it holds all. */
export const testInboxThread = (rows: Notification[], threadId: string, question: string): InboxThread => ({
  thread_id: threadId,
  unread: rows.filter((row) => !row.read && row.type === "thread/discussion" && row.payload.threadId === threadId).length,
  question,
});

export const testPage = (rows: Notification[], seq: number, unread: number, next_cursor?: string): InboxPage => ({
  notifications: rows,
  threads: ["t1", "t2", "t3"].map((id) => testInboxThread(rows, id, `question of ${id}`)),
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
