"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { TwoFactor } from "#lib/contract/two-factor.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { Button } from "../ui/button";
import { counted } from "../ui/counted";
import { Link } from "../ui/link";
import { LocalTime } from "../ui/local-time";

type Props = { user: { id: string; name: string }; state: Omit<TwoFactor, "required">; isMe: boolean };

/** A person's two-factor sign-in. An admin can turn it off for someone who lost both the app and the recovery codes. */
export function PersonTwoFactor({ user, state, isMe }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const turnOff = async () => {
    await api("DELETE", `/api/users/${user.id}/two-factor`);
    toast(
      <>
        Two-factor sign-in is off for <Name>{user.name}</Name>
      </>,
    );
    router.refresh();
  };
  if (!state.since) return <p className="text-sm">Off. Only they can turn it on, in their settings.</p>;
  return (
    <div className="grid gap-3">
      <p className="text-sm">
        On since <LocalTime at={state.since} />, with {counted(state.recovery_codes_left, "recovery code", "recovery codes")} left.
      </p>
      {isMe ? (
        <p className="text-sm">
          This is your own account. You can change it in{" "}
          <Link href="/settings#two-factor" className="font-medium text-accent-text underline underline-offset-4">
            your settings
          </Link>
          , with your password and a code.
        </p>
      ) : (
        <Button ref={opener} type="button" variant="outline" className="justify-self-start" onClick={() => setAsking(true)}>
          Turn off…
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        takesOpener
        title={
          <>
            Turn off two-factor sign-in for <Name>{user.name}</Name>?
          </>
        }
        text="Only do this if you’re sure who’s asking. They’ll sign in with just their password, and they’ll be signed out everywhere now."
        action="Turn off"
        onConfirm={turnOff}
      />
    </div>
  );
}
