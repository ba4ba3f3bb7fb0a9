"use client";
import { useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { Deletion } from "#lib/contract/users.ts";
import { DialogActions } from "../forms/dialog-actions";
import { CurrentPassword } from "../forms/password-fields";
import { useForm } from "../forms/use-form";
import { useLeave } from "../live/realtime-provider";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Problem } from "../ui/problem";
import { DeletionBlockers, isDeletionBlocked } from "./deletion-blockers";
import { DeletionEffects } from "./deletion-effects";

/** Deletes the user's own account permanently. Says first what that does, and asks for the password. */
export function DeleteAccount({ deletion }: { deletion: Deletion }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const leave = useLeave();
  const { form, errors, problem, busy } = useForm({
    labels: { password: "Password" },
    submit: async ({ password }) => {
      await api("DELETE", "/api/users/me", { password });
      leave();
      window.location.assign("/login?deleted=1");
    },
  });
  if (isDeletionBlocked(deletion)) return <DeletionBlockers deletion={deletion} own />;
  return (
    <div className="grid gap-4">
      <DeletionEffects deletion={deletion} own />
      <Button ref={opener} type="button" variant="warning" className="justify-self-start" onClick={() => setOpen(true)}>
        Delete my account…
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        opener={opener}
        title="Delete your account?"
        text="You’ll be signed out everywhere. This can’t be undone."
      >
        <form {...form} className="grid gap-4">
          <Problem>{problem}</Problem>
          <CurrentPassword hint="To confirm it’s you." error={errors.password} />
          <DialogActions text={busy ? "Deleting…" : "Delete my account"} destructive busy={busy} />
        </form>
      </Dialog>
    </div>
  );
}
