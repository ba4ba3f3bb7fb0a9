import { useCallback, useEffect, useReducer, useState } from "react";
import { useOnNotification, useSocket } from "#components/layout/realtime-provider";
import { api } from "#lib/client/api";
import { watchThread } from "#lib/client/thread-channel";
import type { Message, Thread, ThreadWithMessages } from "#lib/contract/discussions";
import { loadingProblem } from "./sending";
import { isStale, threadReducer, threadState } from "./thread-state";

/** One discussion on screen, kept equal to the server's: live by socket, fetched again when a version is missing. */
export function useThread(me: string, initial: ThreadWithMessages) {
  const [state, dispatch] = useReducer(threadReducer, initial, (thread) => threadState(me, thread));
  const [typing, setTyping] = useState<{ name: string; at: number } | null>(null);
  const [unread, setUnread] = useState(() => (me === initial.lecturer_id ? initial.lecturer_unread : initial.student_unread));
  const [tries, setTries] = useState(0);
  const socket = useSocket();
  const id = initial.id;
  const path = `/api/discussions/threads/${id}`;

  useEffect(() => {
    if (!socket) return;
    return watchThread(socket, id, {
      onJoined: (version) => dispatch({ type: "joined", version }),
      onMessage: ({ message, version }) => {
        dispatch({ type: "message", message, version });
        if (message.author_user_id !== me) setTyping(null);
      },
      onUpdated: ({ thread }) => dispatch({ type: "updated", thread }),
      onRemoved: ({ messageId, version }) => dispatch({ type: "removed", messageId, version }),
      onTyping: ({ userId, name }) => userId !== me && setTyping({ name, at: Date.now() }),
    });
  }, [socket, id, me]);

  useOnNotification((notification) => {
    if (notification.type !== "thread/discussion" || notification.payload.threadId !== id) return;
    if (notification.payload.action === "thread_read") dispatch({ type: "seen", at: notification.payload.timestamp });
    else setUnread(true);
  });

  const stale = isStale(state);
  useEffect(() => {
    if (!stale) return;
    let ended = false;
    // The first try at once, later ones ever slower: a server that is away is not helped by asking.
    const timer = setTimeout(
      async () => {
        const data = await api<ThreadWithMessages>("GET", path).catch(() => null);
        if (ended) return;
        if (data) {
          dispatch({ type: "fetched", data });
          setUnread(me === data.lecturer_id ? data.lecturer_unread : data.student_unread);
        }
        setTries(tries + 1);
      },
      tries === 0 ? 0 : Math.min(30_000, 500 * 2 ** tries),
    );
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [stale, tries, path, me]);
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
      const thread = await api<Thread>("POST", `${path}/read`, { up_to_message_id: upTo });
      setUnread(me === thread.lecturer_id ? thread.lecturer_unread : thread.student_unread);
    },
    [path, me],
  );

  const [older, setOlder] = useState<{ loading: boolean; problem: string | null }>({ loading: false, problem: null });
  const loadOlder = async () => {
    if (state.olderCursor === null) return;
    setOlder({ loading: true, problem: null });
    try {
      const page = await api<ThreadWithMessages>("GET", `${path}?messages_cursor=${encodeURIComponent(state.olderCursor)}`);
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
  const setStatus = async (status: Thread["status"]) => {
    dispatch({ type: "answered", thread: await api<Thread>("POST", `${path}/${status === "resolved" ? "resolve" : "reopen"}`, {}) });
  };
  const removeThread = () => api<null>("DELETE", path);

  return { state, dispatch, typing, unread, read, older, loadOlder, edit, remove, setStatus, removeThread, socket };
}
