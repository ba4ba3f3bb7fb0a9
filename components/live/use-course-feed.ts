import { useEffect, useEffectEvent } from "react";
import { type FeedHead, type FeedListener, subscribeToFeed } from "#lib/client/feed/course-feed.ts";
import { useSockets } from "./realtime-provider";

/**
 * Calls `listener` for every change of a course's class threads while the page is open, whatever is lost on the way.
 * @param courseId null where nothing of a class is shown
 * @param from where the list on screen was read (`feedHead` on the server, before the list); null when that is unknown
 */
export function useCourseFeed(courseId: string | null, from: FeedHead | null, listener: FeedListener): void {
  const sockets = useSockets();
  const onThread = useEffectEvent(listener.onThread);
  const onRemoved = useEffectEvent(listener.onRemoved);
  const onStale = useEffectEvent(listener.onStale);
  const onHead = useEffectEvent((head: FeedHead) => listener.onHead?.(head));
  const start = useEffectEvent(() => from);
  useEffect(() => {
    if (courseId === null) return;
    return sockets.watch((socket) =>
      subscribeToFeed(socket, courseId, start(), {
        onThread: (thread) => onThread(thread),
        onRemoved: (threadId) => onRemoved(threadId),
        onStale: () => onStale(),
        onHead: (head) => onHead(head),
      }),
    );
  }, [sockets, courseId]);
}
