import { useMemo, useReducer } from "react";
import { isStale, threadReducer, threadState } from "#lib/client/thread/thread-state.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { useCourseFeed } from "../live/use-course-feed";
import type { MessageActs } from "./message-acts";
import { useClassActions } from "./use-class-actions";
import { useThreadActions } from "./use-thread-actions";
import { useThreadChannel } from "./use-thread-channel";
import { useThreadFlag } from "./use-thread-flag";
import { useResyncReasons, useThreadResync } from "./use-thread-resync";

/** One discussion on screen, kept equal to the server's: live by socket, fetched again when a version is missing. */
export function useThread(initial: ThreadWithMessages) {
  const { id } = initial;
  const path = `/api/discussions/threads/${id}`;
  const [state, dispatch] = useReducer(threadReducer, initial, threadState);
  const flag = useThreadFlag(initial);
  const isGone = state.ended !== null;
  const { socket, typing, refused, check, lastHeardAt } = useThreadChannel({ id, me: state.me, dispatch, isGone });
  const does = useClassActions(path, dispatch);
  useResyncReasons({ thread: initial, dispatch, flag, check, lastHeardAt, refresh: does.refresh });
  useThreadResync({ path, stale: (isStale(state) || refused) && !isGone, dispatch, flag });
  // Votes raise no version, and only the course's feed tells of them.
  useCourseFeed(state.thread.visibility === "class" && !isGone ? initial.course_id : null, null, {
    onThread: ({ id: changed, votes }) => changed === id && dispatch({ type: "voted", vote: { votes } }),
    onRemoved: () => undefined,
    onStale: () => undefined,
  });
  const actions = useThreadActions({ id, path, olderCursor: state.olderCursor, dispatch, flag });
  const { edit, remove } = actions;
  const onMessage = useMemo<MessageActs>(() => ({ edit, remove, judge: does.judge }), [edit, remove, does]);
  return { state, dispatch, typing, unreadAt: flag.unreadAt, check, socket, ...actions, does, onMessage };
}
