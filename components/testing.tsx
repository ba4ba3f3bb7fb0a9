import { act, cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, vi } from "vitest";
import { fakeFetch, fakeSocket, testCounts, testDelta, testEpoch, testEvent, testPage, testUser } from "#lib/client/testing.ts";
import type { ServerToClientEvents } from "#lib/contract/events.ts";
import type { InboxPage, Notification } from "#lib/contract/notifications.ts";
import { connect } from "./live/connect";
import { RealtimeProvider } from "./live/realtime-provider";

/** The markup that the server sends for an element. A server has no window. */
export function renderOnServer(element: ReactNode): string {
  const { window } = globalThis;
  Reflect.deleteProperty(globalThis, "window");
  try {
    return renderToString(element);
  } finally {
    globalThis.window = window;
  }
}

/** For tests: a live page. What is rendered within `Live` has the real provider, over a socket whose server the test plays. */
export function testLive({ user = testUser(), inbox = testPage([], 0, 0) } = {}) {
  const { socket, receive, sent, answers, listeners } = fakeSocket();
  let { seq } = inbox;
  answers.set("notifications:sync", () => testDelta([], seq, 0));
  const connectHere: typeof connect = (page) => connect(page, () => ({ socket, close: () => undefined }));
  const receiveEvent = (event: keyof ServerToClientEvents | "connect" | "disconnect", body?: unknown) =>
    act(async () => receive(event, body));
  return {
    /** What the server answers to an event of the page. */
    answers,
    listeners,
    sentOf: (event: string) => sent.filter((one) => one.event === event),
    receive: receiveEvent,
    /** The connection is there, or there again, and the inbox up to date. */
    connect: () => receiveEvent("connect"),
    /** The next change of the inbox is a notification; each call tells of another one. */
    notify: (row: Notification) => {
      seq++;
      return receiveEvent("notification", testEvent({ ...row, id: `${row.id}-${seq}`, seq }, 1));
    },
    /** The next change of the inbox is that something is gone. */
    retract: (...ids: string[]) => receiveEvent("notifications:removed", { ids, seq: ++seq, epoch: testEpoch, counts: testCounts(0) }),
    /** The server has changes that were not told: the page catches up. */
    missed: async (...rows: Notification[]) => {
      const from = seq;
      seq += Math.max(1, rows.length);
      answers.set("notifications:sync", () =>
        testDelta(
          rows.map((row, index) => ({ ...row, seq: from + index + 1 })),
          seq,
          0,
        ),
      );
      await receiveEvent("notifications:head", { seq, epoch: testEpoch });
    },
    Live: ({ children }: { children: ReactNode }) => (
      <RealtimeProvider user={user} initial={inbox} connect={connectHere}>
        {children}
      </RealtimeProvider>
    ),
  };
}

/** For tests: the names of what is kept in this browser, but for whose it is. */
export const keptNames = (): string[] => Object.keys(localStorage).filter((name) => name !== "handraise:user");

/** For tests: what jsdom has no layout for. Nothing comes on screen, and nothing changes its size. A dialog takes the focus as it opens. */
export function useNoLayout(): void {
  class Unmoved {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  beforeEach(() => {
    vi.stubGlobal("IntersectionObserver", Unmoved);
    vi.stubGlobal("ResizeObserver", Unmoved);
    vi.stubGlobal("scrollTo", () => undefined);
    HTMLDialogElement.prototype.showModal = function open() {
      this.open = true;
      this.querySelector<HTMLElement>("input, button")?.focus();
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
    vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  });
  afterEach(() => vi.unstubAllGlobals());
}

/** For tests: our REST, as `route` answers it (`fakeFetch`); `calls` is what each test asked of it. */
export function useFakeRest() {
  const rest = {
    route: (_method: string, _path: string, _body: unknown): unknown => ({}),
    calls: [] as ReturnType<typeof fakeFetch>["calls"],
  };
  beforeEach(() => {
    const { fetch, calls } = fakeFetch((...asked) => rest.route(...asked));
    rest.calls = calls;
    vi.stubGlobal("fetch", fetch);
  });
  afterEach(() => vi.unstubAllGlobals());
  return rest;
}

/** For tests: an event that `what` was read, by this person elsewhere, as the inbox's change `seq`. */
export const testReadEvent = (seq: number, what: object, unread: number) => ({
  ...what,
  read: true,
  seq,
  epoch: testEpoch,
  counts: testCounts(unread),
});

/** For tests: pages that begin with an inbox. `show` renders one, whose `live` is then there, and REST answers the same inbox. */
export function useInboxPages() {
  const rest = useFakeRest();
  const pages = {
    rest,
    live: testLive(),
    show(inbox: InboxPage, children: ReactNode) {
      pages.live = testLive({ inbox });
      rest.route = () => inbox;
      return render(children, { wrapper: pages.live.Live });
    },
  };
  afterEach(cleanup);
  return pages;
}
