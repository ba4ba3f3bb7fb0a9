"use client";
import type { RefObject } from "react";
import type { ProvenTwoFactorBody } from "#lib/contract/two-factor.ts";
import { DialogActions } from "../forms/dialog-actions";
import { CurrentPassword } from "../forms/password-fields";
import { useForm } from "../forms/use-form";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";

type Props = {
  open: boolean;
  onClose: () => void;
  opener: RefObject<HTMLElement | null>;
  title: string;
  text: string;
  action: string;
  destructive?: boolean;
  submit: (proof: ProvenTwoFactorBody) => Promise<void>;
};

/** Asks for password and code before something changes about the two-factor sign-in. */
export function ProveDialog({ open, onClose, opener, title, text, ...form }: Props) {
  return (
    <Dialog open={open} onOpenChange={(wanted) => !wanted && onClose()} opener={opener} title={title} text={text}>
      <ProveForm {...form} onClose={onClose} />
    </Dialog>
  );
}

function ProveForm({ action, destructive, submit, onClose }: Pick<Props, "action" | "destructive" | "submit" | "onClose">) {
  const { form, errors, problem, busy } = useForm({
    labels: { password: "Password", code: "This code" },
    submit: async ({ password = "", code = "" }) => {
      await submit({ password, code });
      onClose();
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <CurrentPassword error={errors.password} />
      <Field
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        hint="The 6-digit code from your authenticator app, or a recovery code."
        error={errors.code}
        className="[&_input]:font-mono"
        required
      />
      <DialogActions text={busy ? "One moment…" : action} destructive={destructive} busy={busy} />
    </form>
  );
}
