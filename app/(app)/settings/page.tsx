import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { requireCaller } from "#app/session.ts";
import { PageHead } from "#components/layout/page-head.tsx";
import { isTheme } from "#components/layout/theme.ts";
import { AppearanceChoice } from "#components/settings/appearance-choice.tsx";
import { ConfirmEmailNote } from "#components/settings/confirm-email-note.tsx";
import { CourseNews } from "#components/settings/course-news.tsx";
import { DeleteAccount } from "#components/settings/delete-account.tsx";
import { MutedThreads } from "#components/settings/muted-threads.tsx";
import { NotificationChoices } from "#components/settings/notification-choices.tsx";
import { PasswordForm } from "#components/settings/password-form.tsx";
import { ProfileForm } from "#components/settings/profile-form.tsx";
import { Section } from "#components/settings/section.tsx";
import { SessionList } from "#components/settings/session-list.tsx";
import { TimesChoice } from "#components/settings/times-choice.tsx";
import { TwoFactorSettings } from "#components/settings/two-factor.tsx";
import { Button } from "#components/ui/button.tsx";
import { limits } from "#lib/contract/limits.ts";
import { listSessions } from "#lib/server/auth/list-sessions.ts";
import { ownTwoFactor } from "#lib/server/auth/two-factor-state.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { listMutedThreads } from "#lib/server/discussions/list-muted-threads.ts";
import { mailing } from "#lib/server/mail/mail-server.ts";
import { getPreferences } from "#lib/server/notifications/preferences.ts";
import { getDeletion } from "#lib/server/users/get-deletion.ts";

export const metadata: Metadata = { title: "Settings" };

/** The user's own settings. */
export default async function SettingsPage() {
  const caller = await requireCaller();
  const { user } = caller;
  const theme = (await cookies()).get("theme")?.value;
  const [sessions, twoFactor, preferences, muted, deletion, courses] = await Promise.all([
    listSessions({ caller }),
    ownTwoFactor({ caller }),
    getPreferences({ caller }),
    listMutedThreads({ caller }),
    getDeletion({ params: { id: user.id } }),
    listCourses({ caller, query: { limit: limits.pageMax }, own: true }),
  ]);
  const taught = courses.items.flatMap(({ id, title }) => {
    const level = preferences.courses[id];
    return level ? [{ id, title, level }] : [];
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <PageHead title="Settings" about={`${user.email} · ${user.role}`} />
      {!caller.confirmed && <ConfirmEmailNote email={user.email} {...(await mailing())} />}
      <div>
        <Section id="profile" title="Profile" about="How others see you. Ask an admin to change your email.">
          <ProfileForm user={user} />
        </Section>
        <Section id="password" title="Password" about="Changing it signs you out everywhere else.">
          <PasswordForm email={user.email} />
        </Section>
        <Section
          id="two-factor"
          title="Two-factor sign-in"
          about="Signing in also takes a code from an app on your phone, so a stolen password isn’t enough."
        >
          <TwoFactorSettings state={twoFactor} />
        </Section>
        <Section
          id="sessions"
          title="Sessions"
          about="Devices where you’re signed in. Don’t recognise one? Sign it out and change your password."
        >
          <SessionList sessions={sessions} path="/api/auth/sessions" all="Sign out all others" />
        </Section>
        <Section id="notifications" title="Notifications" about="Choose what you’re notified about.">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <NotificationChoices role={user.role} initial={preferences.types} />
            {taught.length > 0 && <CourseNews initial={taught} />}
            {(user.role !== "admin" || taught.length > 0) && <MutedThreads initial={muted} />}
          </div>
        </Section>
        <Section id="appearance" title="Appearance" about="In this browser.">
          <div className="grid gap-3">
            <AppearanceChoice initial={isTheme(theme) ? theme : "system"} />
            <TimesChoice />
          </div>
        </Section>
        <Section id="data" title="Your data" about="Everything we store about you, as a JSON file.">
          <Button asChild variant="outline">
            <a href="/api/users/me/export" download="handraise.json">
              <Download aria-hidden="true" />
              Download my data
            </a>
          </Button>
        </Section>
        <Section id="delete" title="Delete account" about="Permanent. This can’t be undone.">
          <DeleteAccount deletion={deletion} />
        </Section>
      </div>
    </div>
  );
}
