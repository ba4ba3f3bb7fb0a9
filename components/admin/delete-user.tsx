"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { Deletion } from "#lib/contract/users.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { DeletionBlockers, isDeletionBlocked } from "../settings/deletion-blockers";
import { DeletionEffects } from "../settings/deletion-effects";
import { Button } from "../ui/button";
import { Link } from "../ui/link";

type Props = { user: { id: string; name: string; email: string }; deletion: Deletion; isMe: boolean };

/** Deletes a person, after it has said what that does. Or says why that is impossible yet, and what to do first. */
export function DeleteUser({ user, deletion, isMe }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (isDeletionBlocked(deletion)) return <DeletionBlockers deletion={deletion} own={isMe} />;
  if (isMe)
    return (
      <p className="text-sm">
        This is your own account. You can delete it in{" "}
        <Link href="/settings#delete" className="font-medium text-accent-text underline underline-offset-4">
          your settings
        </Link>
        , with your password.
      </p>
    );
  const remove = async () => {
    await api("DELETE", `/api/users/${user.id}`);
    toast(
      <>
        <Name>{user.name}</Name> was deleted
      </>,
    );
    // Removes their page from the history and from Next's cache, where Back would show it as it was.
    router.replace("/admin/users");
    router.refresh();
  };
  return (
    <div className="grid gap-4">
      <DeletionEffects deletion={deletion} />
      <Button ref={opener} type="button" variant="warning" className="justify-self-start" onClick={() => setAsking(true)}>
        Delete this account…
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        takesOpener
        title={
          <>
            Delete <Name>{user.name}</Name>?
          </>
        }
        text={`This permanently deletes the account of ${user.email} and signs them out right away.`}
        action="Delete account"
        onConfirm={remove}
      />
    </div>
  );
}
