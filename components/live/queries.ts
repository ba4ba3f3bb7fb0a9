import { type Query, QueryClient } from "@tanstack/react-query";
import { isSignedOut } from "#lib/client/api/api.ts";
import { jitteredDelay, retryCeilingMs, retryDelay } from "#lib/client/backoff.ts";
import { type EarliestTimer, earliestTimer } from "#lib/client/earliest-timer.ts";
import type { CoursesChanged } from "#lib/contract/events.ts";
import type { NotificationEvent } from "#lib/contract/notifications.ts";
import { refetchIntervalMs } from "./pages";

/** What a page hears that may outdate its lists. */
export type ListEvent =
  | { kind: "notification"; notification: NotificationEvent }
  /** Something that was told is gone. */
  | { kind: "removed" }
  | { kind: "course"; change: CoursesChanged }
  /** Anything about people has changed, by whomever. */
  | { kind: "users" }
  /** After every interruption: what is told to nobody in particular may have been missed. */
  | { kind: "caught_up" }
  /** Something was read elsewhere, or is unread now: the marks may have changed. */
  | { kind: "unread_threads" };

export type InvalidatedBy = (event: ListEvent) => boolean;

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { invalidatedBy?: InvalidatedBy };
  }
}

/** Bursts of news become one fetch (ms). */
export const debounceMs = 250;

/**
 * The lists of a page. The server paints each of them, and only news outdates it. So nothing is kept for a page that was left, and
 * nothing is fetched because of its age. What failed is fetched again, but not for somebody who is signed out.
 */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: 0,
        staleTime: Number.POSITIVE_INFINITY,
        // Whether there is a network is what the socket and the answers say.
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (_failures, error) => !isSignedOut(error),
        retryDelay: (attempt) => retryDelay(attempt, retryCeilingMs),
      },
    },
  });

const refetches = new WeakMap<object, EarliestTimer>();

/** How many rows a list shows. */
const rowsOf = (data: unknown): number =>
  typeof data === "object" && data !== null && "items" in data && Array.isArray(data.items) ? data.items.length : 0;

/**
 * Fetches a list anew within `delay` ms, the more seldom the longer the list is. A fetch that is due sooner serves as well, and one that is
 * under way ends first. So lists keep up under a steady stream of news.
 */
export function refetchSoon(client: QueryClient, query: Pick<Query, "queryKey" | "state">, delay: number = debounceMs): void {
  const fetchAnew = () => {
    const { fetchStatus, fetchFailureCount } = query.state;
    // One that failed waits for its next try, which the news is a reason not to wait for.
    if (fetchStatus === "fetching" && fetchFailureCount === 0) refetchSoon(client, query);
    else void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  };
  const refetch = refetches.get(query) ?? earliestTimer(fetchAnew);
  refetches.set(query, refetch);
  refetch.schedule(Math.max(delay, refetchIntervalMs(rowsOf(query.state.data))));
}

/** Fetches the lists anew that the news outdates. What a whole course hears in the same moment, its people ask for one after the other. */
export function invalidateLists(client: QueryClient, event: ListEvent): void {
  for (const query of client.getQueryCache().findAll({ type: "active" })) {
    if (query.meta?.invalidatedBy?.(event)) refetchSoon(client, query, event.kind === "course" ? jitteredDelay() : debounceMs);
  }
}
