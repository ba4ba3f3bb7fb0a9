"use client";
import { usePathname, useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { claim } from "#lib/client/claim.ts";
import { askThreads } from "#lib/client/inbox/ask-threads.ts";
import { type InboxState, isReceipt, threadOf } from "#lib/client/inbox/inbox-state.ts";
import type { Notification, NotificationEvent } from "#lib/contract/notifications.ts";
import { useInboxStore, useOnCaughtUp, useOnNotification } from "../live/realtime-provider";
import { openInPlace, showsInPlace } from "./in-place";
import { NotificationIcon } from "./notification-icon";
import { newText, notificationText, threadPath } from "./notification-text";
import { createToastPlan, type ToastStep } from "./toast-plan";
import { Toaster } from "./toaster";

/** How long a tab waits for one that shows the thread itself, in ms, because an event reaches all tabs of a browser within less. */
const precedence = 40;
const burstId = "notifications-burst";

/** What arrived before the toasts were loaded; null once they listen themselves. */
export type Early = { rows: NotificationEvent[]; news: number[] };
type Props = { early: RefObject<Early | null> };

export function NotificationToasts({ early }: Props) {
  useNotificationToasts(early);
  return <Toaster />;
}

function useNotificationToasts(early: Props["early"]): void {
  const [plan] = useState(createToastPlan);
  const inbox = useInboxStore();
  const router = useRouter();
  const pathname = usePathname();

  const carryOut = ({ close, one, burst }: ToastStep) => {
    for (const id of close) toast.dismiss(id);
    const row = one && inbox.getState().byId[one];
    if (row) {
      showOne(row);
      // Shown at once; the question is added when it is known.
      const thread = threadOf(row);
      const isUnknown = row.type === "thread/discussion" && !row.payload.questionPreview && questionOf(inbox.getState(), row) === "";
      if (thread !== null && isUnknown) askThreads(inbox, [thread]).catch(() => undefined);
    }
    if (burst === 0) toast.dismiss(burstId);
    else if (burst) showBurst(burst);
  };
  const showOne = (row: Notification) => {
    const { title, about, line, context, href } = notificationText(row, questionOf(inbox.getState(), row));
    const thread = threadOf(row);
    const open = () => (thread !== null && openInPlace(thread)) || router.push(href);
    toast(<Heading title={title} context={context} />, {
      id: row.id,
      icon: <NotificationIcon type={row.type} className="size-4" />,
      description: <Lines lines={[about, line]} />,
      action: { label: "Open", onClick: open },
      onDismiss: () => plan.closed(row.id),
      onAutoClose: () => plan.closed(row.id),
    });
  };
  const showBurst = (count: number) => {
    toast(newText(count), {
      id: burstId,
      action: { label: "Open", onClick: () => router.push("/notifications") },
      onDismiss: () => plan.closed(),
      onAutoClose: () => plan.closed(),
    });
  };

  const hear = async (row: NotificationEvent) => {
    const isVisible = () => document.visibilityState === "visible";
    const thread = threadOf(row);
    const isOnScreen = thread !== null && (pathname === threadPath(thread) || showsInPlace(thread));
    if (isReceipt(row) || !isVisible()) return;
    // The reader may have the thread open in another window, and needs no toast then. That tab claims it first, and shows none.
    if (!isOnScreen) await new Promise((resolve) => setTimeout(resolve, precedence));
    if (!(await claim(`toast:${row.id}`)) || isOnScreen) return;
    // It was read or removed meanwhile, because events come in any order.
    if (inbox.getState().byId[row.id]?.read !== false) return;
    carryOut(plan.add(row.id, Date.now()));
  };

  const welcome = async (news: number) => {
    if (news === 0 || document.visibilityState !== "visible") return;
    if (await claim(`away:${inbox.getState().seq}`)) toast(`${newText(news)} while you were away`, { id: "notifications-away" });
  };
  useOnNotification(hear);
  useOnCaughtUp(welcome);
  const takeUp = useEffectEvent(() => {
    const { rows, news } = early.current ?? { rows: [], news: [] };
    early.current = null;
    for (const row of rows) void hear(row);
    for (const count of news) void welcome(count);
  });
  useEffect(() => takeUp(), []);

  const follow = useEffectEvent((now: InboxState, before: InboxState) => {
    const { byId } = now;
    const settled = plan.ids().filter((id) => byId[id]?.read !== false);
    if (settled.length > 0) carryOut(plan.settle(settled));
    for (const id of plan.alone()) {
      const row = byId[id];
      if (row && saysOtherwise(row, now, before)) showOne(row);
    }
  });
  useEffect(() => inbox.subscribe((now, before) => follow(now, before)), [inbox]);
}

/** The beginning of a row's question; empty while it is unknown. */
function questionOf({ threads }: InboxState, row: Notification): string {
  const thread = threadOf(row);
  return (thread !== null && threads[thread]?.question) || "";
}

/** Whether an open toast has to change: after an edit, for a new name, or once the question is known. */
function saysOtherwise(row: Notification, now: InboxState, before: InboxState): boolean {
  const was = before.byId[row.id];
  const said = was && notificationText(was, questionOf(before, was));
  return said !== undefined && JSON.stringify(notificationText(row, questionOf(now, row))) !== JSON.stringify(said);
}

/** The title and place in one line. Because a toast must not be higher than the header below it. */
function Heading({ title, context }: { title: string; context: string }) {
  return (
    <span className="line-clamp-1 break-all">
      {title}
      {context && (
        <span className="font-normal text-muted-foreground">
          {" · "}
          <Name>{context}</Name>
        </span>
      )}
    </span>
  );
}

/** Two lines: both of one text, or one of each of two. */
function Lines({ lines }: { lines: string[] }) {
  const told = lines.filter((line) => line !== "");
  return told.map((line) => (
    <span key={line} dir="auto" className={told.length > 1 ? "block truncate" : "line-clamp-2 break-words"}>
      {line}
    </span>
  ));
}
