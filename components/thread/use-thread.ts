import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, api } from "#lib/client/api/api";
import { loadingProblem } from "#lib/client/api/problems";
import { jitteredDelay } from "#lib/client/backoff";
import { threadOf } from "#lib/client/inbox/inbox-state";
import { type WatchedThread, watchThread } from "#lib/client/thread/thread-channel";
import { isStale, type ThreadAction, threadReducer, threadState } from "#lib/client/thread/thread-state";
import type { Message, Thread, ThreadWithMessages } from "#lib/contract/discussions";
import { useInboxStore, useOnCaughtUp, useOnNotification, useSocket } from "../live/realtime-provider";
import { useCourseChanged } from "../live/use-course-changed";
import { useResolving } from "../outbox/resolving";

/** An event of the thread and the notification of the same change come within this time of each other, or one of them was lost (ms). */
const together = 1000;
/** One discussion on screen, kept equal to the server's: live by socket, fetched again when a version is missing. */
export function useThread(me: string, initial: ThreadWithMessages) {
  const [state, dispatch] = useReducer(threadReducer, initial, (thread) => threadState(me, thread));
  const [typing, setTyping] = useState<{ name: string; at: number } | null>(null);
  const [tries, setTries] = useState(0);
  /** The server did not let us into the thread: what becomes of a fetch tells why. */
  const [refused, setRefused] = useState(false);
  const watched = useRef<WatchedThread | null>(null);
  const heardAt = useRef(0);
  const socket = useSocket();
  const id = initial.id;
  const path = `/api/discussions/threads/${id}`;

  const isUnread = useCallback((of: Thread) => (me === of.lecturer_id ? of.lecturer_unread : of.student_unread), [me]);
  const [unreadAt, setUnreadAt] = useState(isUnread(initial) ? 1 : 0);
  /** How many times there was something new to be read. Not what somebody marked as unread: that is to stay so. */
  const news = useRef(1);
  const somethingNew = useCallback(() => setUnreadAt(++news.current), []);
  /** Takes the flag from an answer, unless something new came after it was asked for. */
  const takeFlag = useCallback(
    (of: Thread, before: number) => {
      if (news.current !== before) return;
      if (!isUnread(of)) return setUnreadAt(0);
      const next = ++news.current;
      setUnreadAt((held) => held || next);
    },
    [isUnread],
  );

  const { gone } = state;
  useEffect(() => {
    if (!socket || gone !== null) return;
    const hear = (action: ThreadAction) => {
      heardAt.current = Date.now();
      dispatch(action);
    };
    const now = watchThread(socket, id, {
      onJoined: (version) => {
        setRefused(false);
        hear({ type: "joined", version });
      },
      onRefused: () => setRefused(true),
      onMessage: ({ message, version }) => {
        hear({ type: "message", message, version });
        if (message.author_user_id !== me) setTyping(null);
      },
      onUpdated: ({ thread }) => hear({ type: "updated", thread }),
      onRemoved: ({ messageId, version }) => hear({ type: "removed", messageId, version }),
      onTyping: ({ userId, name }) => userId !== me && setTyping({ name, at: Date.now() }),
    });
    watched.current = now;
    return () => {
      watched.current = null;
      now.stop();
    };
  }, [socket, id, me, gone]);
  const check = useCallback(() => watched.current?.check(), []);

  // What is told to a thread is not replayed, what is told to a person is: a notification without its event, and every catch-up, are doubts.
  const inbox = useInboxStore();
  useOnCaughtUp((came) => {
    check();
    if (came > 0 && Object.values(inbox.getState().byId).some((row) => !row.read && threadOf(row) === id)) somethingNew();
  });
  const doubt = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(doubt.current), []);
  useOnNotification((notification) => {
    if (notification.type !== "thread/discussion" || notification.payload.threadId !== id) return;
    if (notification.payload.action === "thread_read") return dispatch({ type: "seen", at: notification.payload.timestamp });
    somethingNew();
    const at = Date.now();
    clearTimeout(doubt.current);
    doubt.current = setTimeout(() => heardAt.current < at - together && check(), together);
  });

  // The course may have another lecturer now, and so may the thread.
  const moved = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(moved.current), []);
  useCourseChanged(({ courseId, videoId }) => {
    if (courseId !== initial.course_id || videoId !== undefined) return;
    clearTimeout(moved.current);
    moved.current = setTimeout(check, together + jitteredDelay());
  });

  const stale = (isStale(state) || refused) && gone === null;
  useEffect(() => {
    if (!stale) return;
    let ended = false;
    // The first try at once, later ones ever slower: a server that is away is not helped by asking.
    const timer = setTimeout(
      async () => {
        const before = news.current;
        const data = await api<ThreadWithMessages>("GET", path).catch((error: unknown) => error);
        if (ended) return;
        const status = data instanceof ApiError ? data.status : 0;
        if (status === 404) dispatch({ type: "removed", messageId: undefined, version: 0 });
        else if (status === 403) dispatch({ type: "closed" });
        else if (!(data instanceof Error)) {
          const thread = data as ThreadWithMessages;
          dispatch({ type: "fetched", data: thread });
          takeFlag(thread, before);
        }
        setTries(tries + 1);
      },
      tries === 0 ? 0 : Math.min(30_000, 500 * 2 ** tries),
    );
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [stale, tries, path, takeFlag]);
  useEffect(() => {
    if (!stale) setTries(0);
  }, [stale]);

  // Somebody who stopped typing without sending.
  useEffect(() => {
    if (!typing) return;
    const timer = setTimeout(() => setTyping(null), 5000);
    return () => clearTimeout(timer);
  }, [typing]);

  const read = useCallback(
    async (upTo: string) => {
      const before = news.current;
      takeFlag(await api<Thread>("POST", `${path}/read`, { up_to_message_id: upTo }), before);
    },
    [path, takeFlag],
  );

  const [older, setOlder] = useState<{ loading: boolean; problem: string | null }>({ loading: false, problem: null });
  const loadOlder = async (messages: number) => {
    if (state.olderCursor === null) return;
    setOlder({ loading: true, problem: null });
    try {
      const page = await api<ThreadWithMessages>(
        "GET",
        `${path}?messages_limit=${messages}&messages_cursor=${encodeURIComponent(state.olderCursor)}`,
      );
      dispatch({ type: "older", messages: page.messages, cursor: page.messages_cursor });
      setOlder({ loading: false, problem: null });
    } catch (error) {
      setOlder({ loading: false, problem: loadingProblem(error) });
    }
  };

  const edit = useCallback(async (message: Message, content: string) => {
    dispatch({ type: "edited", message: await api<Message>("PATCH", `/api/discussions/messages/${message.id}`, { content }) });
  }, []);
  const remove = useCallback(async (message: Message) => {
    await api<null>("DELETE", `/api/discussions/messages/${message.id}`);
    dispatch({ type: "deleted", messageId: message.id });
  }, []);
  useResolving({ onDone: (thread) => thread.id === id && dispatch({ type: "answered", thread }) });
  const reopen = async () => dispatch({ type: "answered", thread: await api<Thread>("POST", `${path}/reopen`, {}) });
  const removeThread = () => api<null>("DELETE", path);

  return { state, dispatch, typing, unreadAt, check, read, older, loadOlder, edit, remove, reopen, removeThread, socket };
}
