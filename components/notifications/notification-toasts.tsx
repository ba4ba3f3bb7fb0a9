"use client";
import { usePathname } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { toast } from "#components/ui/toast.ts";
import { claimOnce } from "#lib/client/claim.ts";
import { type InboxState, threadOf } from "#lib/client/inbox/inbox-state.ts";
import type { Notification, NotificationEvent } from "#lib/contract/notifications.ts";
import { isReceipt } from "#lib/contract/receipt.ts";
import { useInboxStore, useOnCaughtUp, useOnNotification } from "../live/realtime-provider";
import { showsInPlace } from "./in-place";
import { threadPath } from "./landing";
import { newText, notificationText } from "./notification-text";
import { createToastPlan, type ToastStep } from "./toast-plan";
import { Toaster } from "./toaster";
import { burstId, questionOf, useShownToasts } from "./use-shown-toasts";

/** How long a tab waits for one that shows the thread itself, in ms, because an event reaches all tabs of a browser within less. */
const precedenceMs = 40;
/** How long one waits that may be about to show it (ms). */
const halfPrecedenceMs = 20;

/** What arrived before the toasts were loaded; null once they listen themselves. */
export type Early = { rows: NotificationEvent[]; newCounts: number[] };
type Props = { early: RefObject<Early | null> };

export function NotificationToasts({ early }: Props) {
  const isWriting = useNotificationToasts(early);
  return <Toaster expand={isWriting} />;
}

/** Shows toasts. Returns whether someone is writing in one. */
function useNotificationToasts(early: Props["early"]): boolean {
  const [plan] = useState(createToastPlan);
  const { isWriting, close, learn, showOne, showBurst } = useShownToasts(plan);
  const inbox = useInboxStore();
  const pathname = usePathname();

  const carryOut = ({ close: closed, one, burst }: ToastStep) => {
    for (const id of closed) close(id);
    const row = one && inbox.getState().byId[one];
    if (row) {
      showOne(row);
      learn(row);
    }
    if (burst === 0) toast.dismiss(burstId);
    else if (burst) showBurst(burst);
  };
  const receive = async (row: NotificationEvent) => {
    const isVisible = () => document.visibilityState === "visible";
    const thread = threadOf(row);
    if (isReceipt(row) || !isVisible()) return;
    const isSeen = (thread !== null && pathname === threadPath(thread)) || showsInPlace(row);
    // The reader may have the thread open in another window, and needs no toast then. That tab claims it first, and shows none.
    if (isSeen !== true) await new Promise((resolve) => setTimeout(resolve, isSeen === false ? precedenceMs : halfPrecedenceMs));
    if (!(await claimOnce(`toast:${row.id}`)) || (await isSeen)) return;
    // It was read or removed meanwhile, because events come in any order.
    if (inbox.getState().byId[row.id]?.read !== false) return;
    carryOut(plan.add(row.id, Date.now()));
  };

  const welcome = async (newCount: number) => {
    if (newCount === 0 || document.visibilityState !== "visible") return;
    if (await claimOnce(`away:${inbox.getState().seq}`)) toast(`${newText(newCount)} while you were away`, { id: "notifications-away" });
  };
  useOnNotification(receive);
  useOnCaughtUp(welcome);
  const takeUp = useEffectEvent(() => {
    const { rows, newCounts } = early.current ?? { rows: [], newCounts: [] };
    early.current = null;
    for (const row of rows) void receive(row);
    for (const count of newCounts) void welcome(count);
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
  return isWriting;
}

/** Whether an open toast has to change: after an edit, for a new name, or once the question is known. */
function saysOtherwise(row: Notification, now: InboxState, before: InboxState): boolean {
  const was = before.byId[row.id];
  const shownText = was && notificationText(was, questionOf(before, was));
  return shownText !== undefined && JSON.stringify(notificationText(row, questionOf(now, row))) !== JSON.stringify(shownText);
}
