import type { Claim, Message, Thread, ThreadShared, ThreadWithMessages, Vote } from "#lib/contract/discussions.ts";
import { afterMessage } from "./after-message";

/**
 * An own message that the server has not confirmed. `key` is its Idempotency-Key, the same for every try. `retrying`: it failed, is shown
 * so, and is being sent again, so it can't be changed or given up.
 */
export type PendingMessage = {
  key: string;
  content: string;
  createdAt: string;
  state: "sending" | "failed" | "retrying";
  error: string | null;
};

export type ThreadState = {
  /** The id under which the user of this page writes here. Their messages are matched with what is being sent. */
  me: string;
  thread: Thread;
  /** In the order in which they were written. Begins with the question once everything older is loaded. */
  messages: Message[];
  outgoing: PendingMessage[];
  olderCursor: string | null;
  /** The version up to which this is complete. */
  version: number;
  /** The server's last known version. */
  serverVersion: number;
  /** The ids of deleted messages, so that a late answer does not bring them back. */
  removed: ReadonlySet<string>;
  /** When the other participant last read the thread (ISO), as far as this page heard. */
  seenAt: string | null;
  /** The thread was deleted, or is closed to this user because another person has their part now. */
  ended: "deleted" | "closed" | null;
};

export type ThreadAction =
  | { type: "fetched"; data: ThreadWithMessages }
  | { type: "joined"; version: number }
  | { type: "message"; message: Message; version: number }
  | { type: "updated"; thread: ThreadShared }
  | { type: "removed"; messageId: string | undefined; version: number }
  | { type: "answered"; thread: Thread }
  | { type: "voted"; vote: Partial<Vote> }
  | { type: "claimed"; claim: Claim | null }
  | { type: "send"; key: string; content: string; createdAt: string }
  | { type: "retry"; key: string }
  | { type: "sending"; key: string }
  | { type: "sent"; key: string; message: Message }
  | { type: "failed"; key: string; error: string }
  | { type: "discard"; key: string }
  | { type: "edited"; message: Message }
  | { type: "deleted"; messageId: string }
  | { type: "older"; messages: Message[]; cursor: string | undefined }
  | { type: "closed" }
  | { type: "seen"; at: string };

export function threadState({ messages, messages_cursor, ...thread }: ThreadWithMessages): ThreadState {
  const common = { outgoing: [], removed: new Set<string>(), seenAt: null, ended: null };
  return {
    me: thread.my_author_id,
    thread,
    messages: sorted(messages),
    olderCursor: messages_cursor ?? null,
    version: thread.version,
    serverVersion: thread.version,
    ...common,
  };
}

/** Whether the server has another version than this state, so that it has to be fetched again. */
export const isStale = (state: ThreadState): boolean => state.serverVersion !== state.version && state.ended === null;

const byOrder = (a: Message, b: Message) => (a.created_at === b.created_at ? (a.id < b.id ? -1 : 1) : a.created_at < b.created_at ? -1 : 1);
const sorted = (messages: Message[]) => [...messages].sort(byOrder);

/** The later edited of two copies of a message, whichever way they came. */
const later = (current: Message, came: Message) => ((came.edited_at ?? "") >= (current.edited_at ?? "") ? came : current);

function upsert(state: ThreadState, came: Message[]): Message[] {
  const byId = new Map(state.messages.map((message) => [message.id, message]));
  for (const message of came) {
    if (state.removed.has(message.id)) continue;
    const current = byId.get(message.id);
    byId.set(message.id, current ? later(current, message) : message);
  }
  return sorted([...byId.values()]);
}

/** Whether a message comes before the loaded ones. It is shown when the reader gets there. */
function isBeyond({ messages: [ours], olderCursor }: ThreadState, message: Message): boolean {
  return olderCursor !== null && ours !== undefined && byOrder(message, ours) < 0;
}

/** What is still being sent, without the items that have come back as messages. */
function unconfirmed(state: ThreadState, came: Message[]): PendingMessage[] {
  const knownIds = new Set(state.messages.map((message) => message.id));
  const fresh = came
    .filter((message) => message.author_user_id === state.me && !knownIds.has(message.id))
    .map((message) => message.content);
  return state.outgoing.filter((outgoing) => {
    const at = fresh.indexOf(outgoing.content);
    if (at >= 0) fresh.splice(at, 1);
    return at < 0;
  });
}

/** Applies a version from socket or answer. The next one is complete; a gap makes the state stale. */
function advance(state: ThreadState, version: number): Pick<ThreadState, "version" | "serverVersion"> {
  return { version: version === state.version + 1 ? version : state.version, serverVersion: Math.max(state.serverVersion, version) };
}

function fetched(state: ThreadState, { messages, messages_cursor, ...thread }: ThreadWithMessages): ThreadState {
  if (thread.version < state.serverVersion) return state;
  const [first, last] = [messages[0], state.messages.at(-1)];
  // Older pages stay if the fetch joins them. They are dropped when it holds everything, or may leave a gap.
  const joins = first !== undefined && last !== undefined && byOrder(last, first) > 0;
  const kept = messages_cursor && joins ? state.messages.filter((message) => byOrder(message, first) < 0) : [];
  // What the reader has not asked for stays behind the cursor.
  const isTooOld = (message: Message) => joins && isBeyond(state, message);
  const shown = messages.filter((message) => !state.removed.has(message.id) && !isTooOld(message));
  const keepsCursor = kept.length > 0 || messages.some(isTooOld);
  return {
    ...state,
    me: thread.my_author_id,
    thread,
    olderCursor: keepsCursor ? state.olderCursor : (messages_cursor ?? null),
    messages: sorted([...kept, ...shown]),
    outgoing: unconfirmed(state, shown),
    version: thread.version,
    serverVersion: thread.version,
  };
}

function remove(state: ThreadState, messageId: string): ThreadState {
  return {
    ...state,
    removed: new Set(state.removed).add(messageId),
    messages: state.messages.filter((message) => message.id !== messageId),
  };
}

/** Puts a changed or removed name of a participant into their messages, too. */
function renamed({ messages }: ThreadState, thread: ThreadShared): Message[] {
  const names = new Map([
    [thread.student_id, thread.student_name],
    [thread.lecturer_id, thread.lecturer_name],
  ]);
  const isOld = ({ author_user_id, author_name }: Message) => (names.get(author_user_id) ?? author_name) !== author_name;
  if (!messages.some(isOld)) return messages;
  return messages.map((message) => ({ ...message, author_name: names.get(message.author_user_id) ?? message.author_name }));
}

/** What of an answer is the reader's alone. It has no version, so it is right even when the rest is not the newest. */
const ofReader = ({ voted, follow, claim, publish_asked_until }: Thread): Partial<Thread> => ({
  voted,
  follow,
  publish_asked_until,
  ...(claim !== undefined && { claim }),
});

const change = (state: ThreadState, key: string, to: Partial<PendingMessage>): PendingMessage[] =>
  state.outgoing.map((outgoing) => (outgoing.key === key ? { ...outgoing, ...to } : outgoing));

const without = (state: ThreadState, key: string): PendingMessage[] => state.outgoing.filter((outgoing) => outgoing.key !== key);

/**
 * The state of a thread on screen. Every event may come twice, late, and by socket or answer in any order; the result is the same. Ignores
 * events older than the state. A gap makes it stale (`isStale`).
 */
export function threadReducer(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.type) {
    case "fetched":
      return fetched(state, action.data);
    case "joined":
      return state.serverVersion === action.version ? state : { ...state, serverVersion: action.version };
    case "message": {
      if (action.version < state.version) return state;
      const came = isBeyond(state, action.message) ? [] : [action.message];
      const isNew = action.version > state.version && !state.messages.some(({ id }) => id === action.message.id);
      const thread = isNew ? afterMessage(state.thread, action.message) : state.thread;
      return { ...state, thread, ...advance(state, action.version), messages: upsert(state, came), outgoing: unconfirmed(state, came) };
    }
    case "updated":
      if (action.thread.version < state.thread.version) return state;
      return {
        ...state,
        ...advance(state, action.thread.version),
        thread: { ...state.thread, ...action.thread },
        messages: renamed(state, action.thread),
      };
    case "answered":
      if (action.thread.version < state.thread.version) return { ...state, thread: { ...state.thread, ...ofReader(action.thread) } };
      return { ...state, ...advance(state, action.thread.version), thread: action.thread };
    case "voted":
      return { ...state, thread: { ...state.thread, ...action.vote } };
    case "claimed":
      // Only staff have claims, and a thread without one says by it that its reader is not on the staff.
      return state.thread.claim === undefined ? state : { ...state, thread: { ...state.thread, claim: action.claim } };
    case "removed":
      if (action.messageId === undefined) return { ...state, ended: "deleted" };
      return { ...remove(state, action.messageId), ...advance(state, action.version) };
    case "send": {
      const { key, content, createdAt } = action;
      if (state.outgoing.some((outgoing) => outgoing.key === key)) return state;
      return { ...state, outgoing: [...state.outgoing, { key, content, createdAt, state: "sending", error: null }] };
    }
    case "retry":
      return { ...state, outgoing: change(state, action.key, { state: "sending", error: null }) };
    case "sending":
      return {
        ...state,
        outgoing: state.outgoing.map((one) => (one.key === action.key && one.state === "failed" ? { ...one, state: "retrying" } : one)),
      };
    case "failed":
      return { ...state, outgoing: change(state, action.key, { state: "failed", error: action.error }) };
    case "sent": {
      const fresh = !state.messages.some((message) => message.id === action.message.id);
      // An asker's message reopens the thread. The socket says so as well, but may be away.
      const reopens = fresh && state.thread.mine && state.thread.kind === "question";
      const now = fresh ? afterMessage(state.thread, action.message) : state.thread;
      const thread: Thread = reopens ? { ...now, status: "open" } : now;
      return { ...state, thread, outgoing: without(state, action.key), messages: upsert(state, [action.message]) };
    }
    case "discard":
      return { ...state, outgoing: without(state, action.key) };
    case "edited":
      return { ...state, messages: upsert(state, [action.message]) };
    case "deleted":
      return remove(state, action.messageId);
    case "older":
      return { ...state, messages: upsert(state, action.messages), olderCursor: action.cursor ?? null };
    case "closed":
      return { ...state, ended: "closed" };
    case "seen":
      return state.seenAt !== null && state.seenAt >= action.at ? state : { ...state, seenAt: action.at };
  }
}

/** The question as a message, which can be edited like any other; null while older messages are not loaded. */
export const questionMessage = (state: ThreadState): Message | null => (state.olderCursor === null ? (state.messages[0] ?? null) : null);

/** The messages below the question. */
export const replies = (state: ThreadState): Message[] => (state.olderCursor === null ? state.messages.slice(1) : state.messages);

/** When the other participant read one's last message; null while they have not, or when the last message is theirs. */
export function seenOwnAt({ messages, me, seenAt }: ThreadState): string | null {
  const last = messages.at(-1);
  return last?.author_user_id === me && seenAt !== null && seenAt >= last.created_at ? seenAt : null;
}
