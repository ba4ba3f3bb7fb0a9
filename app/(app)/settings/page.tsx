import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { requireCaller } from "#app/session";
import { PageHead } from "#components/layout/page-head";
import { isTheme } from "#components/layout/theme";
import { AppearanceChoice } from "#components/settings/appearance-choice";
import { ConfirmEmailNote } from "#components/settings/confirm-email-note";
import { DeleteAccount } from "#components/settings/delete-account";
import { MutedThreads } from "#components/settings/muted-threads";
import { NotificationChoices } from "#components/settings/notification-choices";
import { PasswordForm } from "#components/settings/password-form";
import { ProfileForm } from "#components/settings/profile-form";
import { Section } from "#components/settings/section";
import { SessionList } from "#components/settings/session-list";
import { TwoFactorSettings } from "#components/settings/two-factor";
import { Button } from "#components/ui/button";
import { listSessions } from "#lib/server/auth/list-sessions";
import { ownTwoFactor } from "#lib/server/auth/two-factor-state";
import { listMutedThreads } from "#lib/server/discussions/list-muted-threads";
import { mailing } from "#lib/server/mail/mail-server";
import { getPreferences } from "#lib/server/notifications/preferences";
import { getDeletion } from "#lib/server/users/get-deletion";

export const metadata: Metadata = { title: "Settings" };

/** All that is one's own to decide. */
export default async function SettingsPage() {
  const caller = await requireCaller();
  const { user } = caller;
  const theme = (await cookies()).get("theme")?.value;
  const [sessions, twoFactor, preferences, muted, deletion] = await Promise.all([
    listSessions({ caller }),
    ownTwoFactor({ caller }),
    getPreferences({ caller }),
    listMutedThreads({ caller }),
    getDeletion({ params: { id: user.id } }),
  ]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <PageHead title="Settings" about={`${user.email} · ${user.role}`} />
      {!caller.confirmed && <ConfirmEmailNote email={user.email} {...(await mailing())} />}
      <div>
        <Section id="profile" title="Profile" about="Your name, as others read it. The address is changed by an administrator.">
          <ProfileForm user={user} />
        </Section>
        <Section id="password" title="Password" about="Changing it ends all your other sessions.">
          <PasswordForm email={user.email} />
        </Section>
        <Section
          id="two-factor"
          title="Two-factor sign-in"
          about="Signing in takes a code from an app on your phone as well, so a password in the wrong hands is not enough."
        >
          <TwoFactorSettings state={twoFactor} />
        </Section>
        <Section id="sessions" title="Sessions" about="Where you are signed in. One you do not know? End it, and change your password.">
          <SessionList sessions={sessions} path="/api/auth/sessions" all="End all others" />
        </Section>
        <Section id="notifications" title="Notifications" about="What you are told of here, with a badge and a note on the screen.">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <NotificationChoices role={user.role} initial={preferences.types} />
            {user.role !== "admin" && <MutedThreads initial={muted} />}
          </div>
        </Section>
        <Section id="appearance" title="Appearance" about="In this browser.">
          <AppearanceChoice initial={isTheme(theme) ? theme : "system"} />
        </Section>
        <Section id="data" title="Your data" about="Everything that is kept about you, as one JSON file.">
          <Button asChild variant="outline">
            <a href="/api/users/me/export" download="handraise.json">
              <Download aria-hidden="true" />
              Download my data
            </a>
          </Button>
        </Section>
        <Section id="delete" title="Delete account" about="For good: nobody can bring it back.">
          <DeleteAccount deletion={deletion} />
        </Section>
      </div>
    </div>
  );
}
