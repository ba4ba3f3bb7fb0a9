import type { Metadata } from "next";
import { requireCaller } from "#app/session.ts";
import { InboxPage } from "#components/notifications/inbox-page.tsx";

export const metadata: Metadata = { title: "Notifications" };

/** The inbox itself is in the layout's RealtimeProvider already. */
export default async function NotificationsPage() {
  await requireCaller();
  return <InboxPage />;
}
