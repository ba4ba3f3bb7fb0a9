import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { idParam } from "#app/id-param.ts";
import { requireAdmin } from "#app/session.ts";
import { ConfirmUser } from "#components/admin/confirm-user.tsx";
import { DeleteUser } from "#components/admin/delete-user.tsx";
import { EditUserForm } from "#components/admin/edit-user-form.tsx";
import { InvitationNote } from "#components/admin/invitation-note.tsx";
import { MakeLink } from "#components/admin/make-link.tsx";
import { PersonTwoFactor } from "#components/admin/person-two-factor.tsx";
import { PageHead } from "#components/layout/page-head.tsx";
import { RefreshOnUserChanges } from "#components/live/refresh-on-user-changes.ts";
import { Section } from "#components/settings/section.tsx";
import { SessionList } from "#components/settings/session-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { fullName } from "#lib/contract/full-name.ts";
import { listSessionsOf } from "#lib/server/auth/list-sessions.ts";
import { twoFactorOf } from "#lib/server/auth/two-factor-state.ts";
import { isAppError } from "#lib/server/errors.ts";
import { requireUser } from "#lib/server/people/require-user.ts";
import { getDeletion } from "#lib/server/users/get-deletion.ts";

type Props = { params: Promise<{ id: string }> };

const userOf = cache(async (id: string) => {
  const caller = await requireAdmin();
  try {
    return { caller, user: await requireUser(id) };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: fullName((await userOf(await idParam(params))).user) };
}

/** A person's account, for admins. */
export default async function UserPage({ params }: Props) {
  const id = await idParam(params);
  const { caller, user } = await userOf(id);
  const [sessions, twoFactor, deletion] = await Promise.all([
    listSessionsOf({ caller, params: { id } }),
    twoFactorOf(id),
    getDeletion({ params: { id } }),
  ]);
  const isMe = user.id === caller.user.id;
  const log = (
    <Button asChild variant="outline">
      <Link href={`/admin/audit?person=${id}`}>
        <ScrollText aria-hidden="true" />
        View in audit log
      </Link>
    </Button>
  );
  return (
    <div className="grid gap-8">
      <RefreshOnUserChanges />
      <PageHead title={fullName(user)} about={user.email} back={{ href: "/admin/users", label: "People" }} actions={log} />
      <div>
        <Section id="account" title="Account" about="Role changes apply immediately.">
          <EditUserForm user={user} />
        </Section>
        <Section id="email-address" title="Email address" about="Whether they’ve shown that this address is theirs.">
          <ConfirmUser user={user} />
        </Section>
        <Section id="link" title="Sign-in link" about="For people who have no password yet, or forgot it. A new link replaces the old one.">
          <div className="grid gap-3">
            {user.invitation && <InvitationNote invitation={user.invitation} className="text-sm" />}
            <MakeLink userId={id} />
          </div>
        </Section>
        <Section id="two-factor" title="Two-factor sign-in" about="Whether signing in also takes a code from their phone.">
          <PersonTwoFactor user={{ id, name: fullName(user) }} state={twoFactor} isMe={isMe} />
        </Section>
        <Section id="sessions" title="Sessions" about="Devices where they’re signed in. Signing one out takes a few seconds.">
          <SessionList sessions={sessions} path={`/api/users/${id}/sessions`} all={isMe ? "Sign out all others" : "Sign out everywhere"} />
        </Section>
        <Section id="delete" title="Delete" about="Permanent. This can’t be undone.">
          <DeleteUser user={{ id, name: fullName(user), email: user.email }} deletion={deletion} isMe={isMe} />
        </Section>
      </div>
    </div>
  );
}
