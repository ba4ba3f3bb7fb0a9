"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { toast } from "sonner";
import { api } from "#lib/client/api";
import type { Deletion } from "#lib/contract/users";
import { ConfirmDialog } from "../discussions/confirm-dialog";
import { deletionEffects } from "../settings/deletion-effects";
import { Button } from "../ui/button";

type Props = { user: { id: string; name: string; email: string }; deletion: Deletion; isMe: boolean };

const link = "font-medium text-accent-text underline underline-offset-4";

/** Deletes somebody, after it has said what that does; or says why it cannot be done yet, and what to do first. */
export function DeleteUser({ user, deletion, isMe }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const hindrance = hindranceOf(deletion, isMe);
  if (hindrance) return <div className="grid gap-2 rounded-lg bg-muted px-4 py-3 text-sm leading-relaxed">{hindrance}</div>;
  const remove = async () => {
    await api("DELETE", `/api/users/${user.id}`);
    toast(`${user.name} is deleted`);
    router.push("/admin/users");
  };
  return (
    <div className="grid gap-4">
      <ul className="grid list-disc gap-1 ps-5 text-sm leading-relaxed">
        {deletionEffects(deletion, false).map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <Button ref={opener} type="button" variant="outline" className="justify-self-start text-destructive" onClick={() => setAsking(true)}>
        Delete this account…
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        title={`Delete ${user.name}?`}
        text={`The account of ${user.email} is gone for good, and whoever uses it now is signed out at once.`}
        action="Delete account"
        onConfirm={remove}
      />
    </div>
  );
}

function hindranceOf({ last_admin, courses }: Deletion, isMe: boolean): ReactNode {
  if (last_admin)
    return (
      <p>
        This is the only admin, and there must be one.{" "}
        <Link href="/admin/users/new" className={link}>
          Make another admin
        </Link>{" "}
        first.
      </p>
    );
  if (courses.length > 0)
    return (
      <>
        <p>Their courses need another lecturer first:</p>
        <ul className="grid list-disc gap-1 ps-5">
          {courses.map(({ id, title }) => (
            <li key={id}>
              <Link href={`/courses/${id}`} className={link}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </>
    );
  if (isMe)
    return (
      <p>
        This is your own account. You delete it in{" "}
        <Link href="/settings" className={link}>
          your settings
        </Link>
        , with your password.
      </p>
    );
  return null;
}
