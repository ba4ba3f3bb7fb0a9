"use client";
import { CheckCheck, Inbox } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { MoreButton } from "#components/ui/more-button.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { api } from "#lib/client/api/api.ts";
import type { InboxPage as Page } from "#lib/contract/notifications.ts";
import { useInbox, useInboxStore } from "../live/realtime-provider";
import { useMore } from "../live/use-live-list";
import { filterTab } from "../ui/filter-tabs";
import { Link } from "../ui/link";
import { NewPill } from "../ui/new-pill";
import { useNearViewport } from "../ui/use-near";
import { countText } from "./count-text";
import { InboxList, MarkAllButton } from "./inbox-list";
import { useUnreadRows } from "./use-unread-rows";
import { useWaiting } from "./use-waiting";

/** The inbox as a page: all or only what is unread, as far back as wanted. New notifications wait behind a button, so that no row moves. */
export function InboxPage() {
  const inbox = useInboxStore();
  const inboxRows = useWaiting();
  const { rows, waiting, isWaiting, show } = inboxRows;
  const hasOlder = useInbox((state) => state.nextCursor !== null);
  const count = useInbox(({ counts }) => counts.unread);
  const view = useSearchParams().get("tab") === "unread" ? "unread" : "all";
  const heading = useRef<HTMLHeadingElement>(null);

  const unread = useUnreadRows(view === "unread", (row) => !isWaiting(row));
  const setView = (next: string) => {
    if (next !== view) window.history.pushState(null, "", next === "unread" ? "/notifications?tab=unread" : "/notifications");
  };
  const showWaiting = () => {
    show();
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  };
  const older = async () => {
    const { nextCursor } = inbox.getState();
    if (nextCursor === null) return;
    const page = await api<Page>("GET", `/api/notifications?group=thread&limit=50&cursor=${encodeURIComponent(nextCursor)}`);
    // The list was loaded anew meanwhile, and goes on elsewhere now.
    if (inbox.getState().nextCursor === nextCursor) inbox.apply({ kind: "older", page });
  };

  return (
    <Tabs value={view} onValue={setView} className="grid w-full gap-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="page-title outline-none">
          Notifications
        </h1>
        <MarkAllButton waiting={inboxRows} />
      </div>
      <Views unread={count} />
      {/* Beside the tabs, so that it covers nothing of the first row, and nothing moves when it comes. It stays while one scrolls. */}
      <div
        role="status"
        className="pointer-events-none z-10 tall:sticky tall:top-18 -mt-10 mb-2 flex h-10 items-center justify-end sm:justify-center"
      >
        {waiting > 0 && <NewPill count={waiting} onShow={showWaiting} />}
      </div>
      <TabPanel value="all" className="-mx-3 min-w-0 outline-none" passed>
        <InboxList hasKeys rows={rows} hasMore={hasOlder} empty={nothing} />
        <More hasMore={hasOlder} load={older} some={rows.length > 0} />
      </TabPanel>
      <TabPanel value="unread" className="-mx-3 min-w-0 outline-none" passed>
        {unread.failed && (
          <p role="alert" className="px-3 text-destructive text-sm">
            Couldn’t load older notifications.
          </p>
        )}
        <InboxList hasKeys rows={unread.rows} hasMore={unread.hasMore} empty={<AllRead onAll={() => setView("all")} />} />
        <More hasMore={unread.hasMore} load={unread.more} some={unread.rows.length > 0} />
      </TabPanel>
    </Tabs>
  );
}

const nothing = (
  <div className="px-3">
    <EmptyState
      icon={Inbox}
      title="Nothing here yet"
      action={
        <Button asChild variant="outline">
          <Link href="/courses">Go to courses</Link>
        </Button>
      }
    >
      Activity in your courses and discussions will show up here.
    </EmptyState>
  </div>
);

const AllRead = ({ onAll }: { onAll: () => void }) => (
  <div className="px-3">
    <EmptyState
      icon={CheckCheck}
      title="All caught up"
      action={
        <Button type="button" variant="outline" onClick={onAll}>
          Show all notifications
        </Button>
      }
    >
      New notifications will show up here.
    </EmptyState>
  </div>
);

function Views({ unread }: { unread: number }) {
  return (
    <TabList label="Filter notifications" className="flex">
      <Tab value="all" className={filterTab}>
        All
      </Tab>
      <Tab value="unread" className={filterTab}>
        Unread{unread > 0 && <span className="ms-1.5 tabular-nums">{countText(unread)}</span>}
      </Tab>
    </TabList>
  );
}

/** The end of a list: it goes on by itself when it comes near, and says when there is no more. After a failure a button is pressed. */
function More({ hasMore, load, some }: { hasMore: boolean; load: () => Promise<void>; some: boolean }) {
  const { more, loading, problem } = useMore(load);
  const end = useRef<HTMLDivElement>(null);
  useNearViewport(end, hasMore && !loading && !problem, more);
  return (
    <>
      {problem && (
        <p role="alert" className="mt-2 text-center text-destructive text-sm">
          {problem}
        </p>
      )}
      <div ref={end} />
      <MoreButton centred hasMore={hasMore} loading={loading} onMore={more} />
      {!hasMore && some && <p className="py-6 text-center text-muted-foreground text-sm">That’s all.</p>}
    </>
  );
}
