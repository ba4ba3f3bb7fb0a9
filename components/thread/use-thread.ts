import { useReducer } from "react";
import { isStale, threadReducer, threadState } from "#lib/client/thread/thread-state.ts";
import type { ThreadWithMessages } from "#lib/contract/discussions.ts";
import { useThreadActions } from "./use-thread-actions";
import { useThreadChannel } from "./use-thread-channel";
import { useThreadFlag } from "./use-thread-flag";
import { useThreadDoubts, useThreadResync } from "./use-thread-resync";

/** One discussion on screen, kept equal to the server's: live by socket, fetched again when a version is missing. */
export function useThread(me: string, initial: ThreadWithMessages) {
  const { id } = initial;
  const path = `/api/discussions/threads/${id}`;
  const [state, dispatch] = useReducer(threadReducer, initial, threadState);
  const flag = useThreadFlag(initial);
  const isGone = state.gone !== null;
  const { socket, typing, refused, check, lastHeardAt } = useThreadChannel({ id, me, dispatch, isGone });
  useThreadDoubts({ thread: initial, dispatch, flag, check, lastHeardAt });
  useThreadResync({ path, stale: (isStale(state) || refused) && !isGone, dispatch, flag });
  const actions = useThreadActions({ id, path, olderCursor: state.olderCursor, dispatch, flag });
  return { state, dispatch, typing, unreadAt: flag.unreadAt, check, socket, ...actions };
}
