import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { isTeaching, orSignIn, requireCaller } from "#app/session.ts";
import { ConnectionStatus } from "#components/layout/connection-status.tsx";
import { GlobalKeys } from "#components/layout/global-keys.tsx";
import { Nav } from "#components/layout/nav.tsx";
import { OfflineLinks } from "#components/layout/offline-links.tsx";
import { OutOfDate } from "#components/layout/out-of-date.tsx";
import { PendingPage, ProgressLine } from "#components/layout/pending-page.tsx";
import { hasFooter, SchoolFooter } from "#components/layout/school-footer.tsx";
import { isWide, SchoolMark } from "#components/layout/school-mark.tsx";
import { isTheme } from "#components/layout/theme.ts";
import { UserMenu } from "#components/layout/user-menu.tsx";
import { RealtimeProvider } from "#components/live/realtime-provider.tsx";
import { Bell } from "#components/notifications/bell.tsx";
import { Toasts } from "#components/notifications/toasts.tsx";
import { CancelResolveOnReply } from "#components/outbox/cancel-resolve-on-reply.ts";
import { OutboxFlusher } from "#components/outbox/outbox-flusher.tsx";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { Name } from "#components/ui/name.tsx";
import { UploadStatus } from "#components/uploads/upload-status.tsx";
import { listNotifications } from "#lib/server/notifications/list-notifications.ts";
import { school } from "#lib/server/school.ts";

/**
 * How many rows of the inbox come with every page: as many as a screen shows. The inbox's own page asks for more when its end comes near.
 */
const firstRows = 12;

/** The frame of all pages of signed-in people. The inbox comes with the first page and survives navigations. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const caller = await requireCaller();
  const theme = (await cookies()).get("theme")?.value;
  const [inbox, teaches, face] = await Promise.all([
    orSignIn(listNotifications({ caller, query: { filter: "all", group: "thread", limit: firstRows } })),
    isTeaching(),
    school(),
  ]);
  const { role } = caller.user;
  return (
    <RealtimeProvider user={caller.user} initial={inbox}>
      <a
        href="#content"
        className="absolute -top-20 left-4 z-50 rounded-lg bg-primary px-4 py-2 font-semibold text-primary-foreground text-sm focus:top-3"
      >
        Skip to content
      </a>
      <header className="relative tall:sticky print:hidden top-0 z-30 border-transparent border-b bg-background/90 backdrop-blur-md after:pointer-events-none after:absolute after:inset-x-0 after:-bottom-px after:h-px after:bg-[linear-gradient(to_right,transparent,var(--border)_4rem,var(--border)_calc(100%-4rem),transparent)]">
        <div className="mx-auto flex h-15 w-full max-w-(--page-width) items-center gap-3 px-4 sm:gap-5 sm:px-6">
          <Link href="/" className="flex min-w-0 max-w-80 items-center gap-2.5 rounded-md font-bold text-lg tracking-tight">
            <SchoolMark school={face} className="h-8" />
            <span className={cn("truncate max-[23rem]:sr-only", isWide(face) && "max-sm:sr-only")}>
              <Name>{face.name ?? "Handraise"}</Name>
            </span>
          </Link>
          <Nav role={role} teaches={teaches} at="top" />
          <div className="ms-auto flex items-center gap-1.5 sm:gap-2.5">
            {(teaches || role === "admin") && <UploadStatus />}
            <ConnectionStatus />
            <Bell />
            <UserMenu theme={isTheme(theme) ? theme : "system"} />
          </div>
        </div>
        <ProgressLine />
      </header>
      <OutOfDate />
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          "mx-auto w-full max-w-(--page-width) px-4 pt-6 outline-none sm:px-6 sm:pt-8 beside:has-data-[page=wide]:py-5 upright:has-data-[page=wide]:pt-0 print:max-w-none",
          hasFooter(face) ? "pb-10" : "pb-28 sm:pb-16",
        )}
      >
        {children}
      </main>
      <PendingPage />
      <SchoolFooter school={face} className="mx-auto w-full max-w-(--page-width) px-4 pb-24 sm:px-6 sm:pb-6" />
      <Nav role={role} teaches={teaches} at="bottom" />
      <Toasts />
      <OutboxFlusher />
      <CancelResolveOnReply />
      <OfflineLinks />
      <GlobalKeys role={role} teaches={teaches} />
    </RealtimeProvider>
  );
}
