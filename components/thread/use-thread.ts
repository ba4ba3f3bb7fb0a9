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
  const isEnded = state.ended !== null;
  const { typing, refused, check, lastReceivedAt } = useThreadChannel({ id, me: state.me, dispatch, isEnded });
  const classActions = useClassActions(path, dispatch);
  useResyncReasons({ thread: initial, dispatch, flag, check, lastReceivedAt, refresh: classActions.refresh });
  useThreadResync({ path, stale: (isStale(state) || refused) && !isEnded, dispatch, flag });
  // Votes raise no version, and only the course's feed tells of them.
  useCourseFeed(state.thread.visibility === "class" && !isEnded ? initial.course_id : null, null, {
    onThread: ({ id: changed, votes }) => changed === id && dispatch({ type: "voted", vote: { votes } }),
    onRemoved: () => undefined,
    onStale: () => undefined,
  });
  const actions = useThreadActions({ id, path, olderCursor: state.olderCursor, dispatch, flag });
  const { edit, remove } = actions;
  const messageActions = useMemo<MessageActs>(() => ({ edit, remove, judge: classActions.judge }), [edit, remove, classActions]);
  return { state, dispatch, typing, unreadAt: flag.unreadAt, check, ...actions, classActions, messageActions };
}
