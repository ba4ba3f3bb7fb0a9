import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "#components/ui/toast.ts";
import { fetchThreadFigures } from "#lib/client/inbox/fetch-thread-figures.ts";
import { type InboxState, threadOf } from "#lib/client/inbox/inbox-state.ts";
import { waitingText } from "#lib/client/outbox/send-errors.ts";
import { sendReply } from "#lib/client/outbox/send-reply.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import { useInboxStore, useUser } from "../live/realtime-provider";
import { useIsMounted } from "../ui/use-is-mounted";
import { openInPlace } from "./in-place";
import { landingOf, landingPath } from "./landing";
import { newText, notificationText } from "./notification-text";
import { OpenLink, ToastCard } from "./toast-card";
import { toastMs } from "./toast-clock";
import type { ToastPlan } from "./toast-plan";
import { createToastReplies } from "./toast-replies";

export const burstId = "notifications-burst";

/** Draws the toasts of notifications, and sends the replies that are written in them. */
export function useShownToasts(plan: ToastPlan) {
  const [replies] = useState(createToastReplies);
  const [isWriting, setWriting] = useState(false);
  const inbox = useInboxStore();
  const user = useUser();
  const router = useRouter();
  const isMounted = useIsMounted();

  /** Known to be gone at once: to draw it once more would keep it. */
  const leave = (id: string) => {
    plan.closed(id);
    toast.dismiss(id);
  };
  /** Closes a toast, unless someone writes in it. */
  const close = (id: string) => {
    if (replies.canClose(id)) toast.dismiss(id);
  };
  /** A toast stands at once; its question is added when it is known. */
  const learn = (row: Notification) => {
    const thread = threadOf(row);
    if (thread === null || row.type !== "thread/discussion") return;
    if (questionOf(inbox.getState(), row) === "" && !row.payload.questionPreview)
      fetchThreadFigures(inbox, [thread]).catch(() => undefined);
  };
  const showOne = (row: Notification) => {
    if (!isMounted.current) return;
    const description = notificationText(row, questionOf(inbox.getState(), row));
    const thread = threadOf(row);
    const landing = landingOf(row);
    const href = landing ? landingPath(landing) : description.href;
    const onOpen = () => {
      leave(row.id);
      if (landing === null || !openInPlace(landing)) router.push(href);
    };
    const onWriting = (writing: boolean) => {
      const isDue = replies.write(row.id, writing);
      setWriting(replies.isWriting());
      if (isDue) toast.dismiss(row.id);
      else showOne(row);
    };
    const onSend = (threadId: string, text: string) => {
      leave(row.id);
      void send(user.id, threadId, text);
    };
    const onDismiss = () => {
      plan.closed(row.id);
      replies.write(row.id, false);
      setWriting(replies.isWriting());
    };
    // In threads of others, rules of the course and blocks decide; those are shown with the discussion itself.
    const canReply = row.type === "thread/discussion" && row.payload.canReply === true;
    const reply = canReply && thread !== null ? { threadId: thread, onWriting, onSend: (text: string) => onSend(thread, text) } : null;
    toast(<ToastCard {...{ description, href, onOpen, reply }} moment={landing?.second ?? null} />, {
      id: row.id,
      duration: replies.isWriting(row.id) ? Number.POSITIVE_INFINITY : toastMs,
      onDismiss,
    });
  };
  const showBurst = (count: number) => {
    if (!isMounted.current) return;
    const onOpen = () => {
      toast.dismiss(burstId);
      router.push("/notifications");
    };
    const onDismiss = () => plan.closed();
    toast(<OpenLink {...{ href: "/notifications", onOpen }}>{newText(count)}</OpenLink>, { id: burstId, onDismiss });
  };

  return { isWriting, close, learn, showOne, showBurst };
}

/** Sends a reply, and says what became of it; a refusal is shown elsewhere. */
async function send(userId: string, threadId: string, text: string): Promise<void> {
  const state = await sendReply(userId, threadId, text);
  if (state !== "refused") toast(state === "sent" ? "Reply sent" : waitingText);
}

/** The beginning of a row's question; empty while it is unknown. */
export function questionOf({ threads }: InboxState, row: Notification): string {
  const thread = threadOf(row);
  return (thread !== null && threads[thread]?.question) || "";
}
