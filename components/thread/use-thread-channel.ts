import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import { type WatchedThread, watchThread } from "#lib/client/thread/thread-channel.ts";
import type { ThreadAction } from "#lib/client/thread/thread-state.ts";
import { useSockets } from "../live/realtime-provider";
import { useTyping } from "./use-typing";

type Options = {
  id: string;
  /** The id under which the reader writes in this thread. */
  me: string;
  dispatch: Dispatch<ThreadAction>;
  /** Deleted, or no longer ours: nothing is heard of it. */
  isEnded: boolean;
};

/** What the room of a thread tells: its events go to `dispatch`. */
export function useThreadChannel({ id, me, dispatch, isEnded }: Options) {
  const sockets = useSockets();
  const { typing, isTyping, hasStopped } = useTyping();
  const [refused, setRefused] = useState(false);
  const watched = useRef<WatchedThread | null>(null);
  const receivedAt = useRef(0);
  useEffect(() => {
    if (isEnded) return;
    const receive = (action: ThreadAction) => {
      receivedAt.current = Date.now();
      dispatch(action);
    };
    return sockets.watch((socket) => {
      const now = watchThread(socket, id, {
        // The answer to a join is no event: one that is lost right after it must still be missed (use-thread-resync.ts).
        onJoined: (version) => {
          setRefused(false);
          dispatch({ type: "joined", version });
        },
        onRefused: () => setRefused(true),
        onMessage: ({ message, version }) => {
          receive({ type: "message", message, version });
          if (message.author_user_id !== me) hasStopped();
        },
        onUpdated: ({ thread }) => receive({ type: "updated", thread }),
        onRemoved: ({ messageId, version }) => receive({ type: "removed", messageId, version }),
        onClaimed: ({ userId, name, until }) => {
          const claim = userId !== null && name !== null && until !== null ? { user_id: userId, name, until } : null;
          dispatch({ type: "claimed", claim });
        },
        onTyping: ({ userId, name }) => userId !== me && isTyping(name),
      });
      watched.current = now;
      return () => {
        watched.current = null;
        now.stop();
      };
    });
  }, [sockets, id, me, isEnded, dispatch, isTyping, hasStopped]);
  return {
    typing,
    /** The server did not let us into the thread: what becomes of a fetch tells why. */
    refused,
    /** Asks for the version, to find out what was missed. */
    check: useCallback(() => watched.current?.check(), []),
    /** When the room told of an event last (ms since 1970). */
    lastReceivedAt: useCallback(() => receivedAt.current, []),
  };
}
