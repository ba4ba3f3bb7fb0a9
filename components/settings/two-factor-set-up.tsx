"use client";
import { type ReactNode, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { RecoveryCodes, TwoFactorSetUp as SetUp } from "#lib/contract/two-factor.ts";
import { CurrentPassword } from "../forms/password-fields";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Problem } from "../ui/problem";
import { EndOthers } from "./end-others";
import { RecoveryCodeList } from "./recovery-code-list";

type Props = {
  /** Called after the recovery codes were shown. */
  onDone: () => void;
  onCancel?: () => void;
  /** Shown until it is on. */
  intro?: ReactNode;
};

/** Turns two-factor sign-in on, in three steps: the password, the app and its first code, the recovery codes. */
export function TwoFactorSetUp({ onDone, onCancel, intro }: Props) {
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes)
    return (
      <RecoveryCodeList codes={codes} notice="Two-factor sign-in is on." done="I have saved them" onDone={onDone}>
        <EndOthers />
      </RecoveryCodeList>
    );
  return (
    <div className="grid gap-5">
      {intro}
      {setUp ? <AppStep setUp={setUp} onCodes={setCodes} onCancel={onCancel} /> : <PasswordStep onSetUp={setSetUp} onCancel={onCancel} />}
    </div>
  );
}

const Cancel = ({ onCancel }: { onCancel: (() => void) | undefined }) =>
  onCancel && (
    <Button type="button" variant="outline" onClick={onCancel}>
      Cancel
    </Button>
  );

function PasswordStep({ onSetUp, onCancel }: { onSetUp: (setUp: SetUp) => void; onCancel: (() => void) | undefined }) {
  const { form, errors, problem, busy } = useForm({
    labels: { password: "Password" },
    submit: async ({ password }) => onSetUp(await api<SetUp>("POST", "/api/users/me/two-factor", { password })),
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <CurrentPassword label="Your password" hint="To confirm it’s you." error={errors.password} autoFocus />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" aria-disabled={busy}>
          {busy ? "One moment…" : "Continue"}
        </Button>
        <Cancel onCancel={onCancel} />
      </div>
    </form>
  );
}

type AppStepProps = { setUp: SetUp; onCodes: (codes: string[]) => void; onCancel: (() => void) | undefined };

function AppStep({ setUp, onCodes, onCancel }: AppStepProps) {
  const { form, errors, problem, busy } = useForm({
    labels: { code: "This code" },
    submit: async ({ code }) => onCodes((await api<RecoveryCodes>("PUT", "/api/users/me/two-factor", { code })).recovery_codes),
  });
  return (
    <form {...form} className="grid gap-5">
      <Problem>{problem}</Problem>
      <div className="grid gap-3">
        <p className="text-sm leading-relaxed">Scan this with your authenticator app:</p>
        {/* Apps only read black on white, so the theme does not apply. */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(setUp.qr_svg)}`}
          alt="QR code for your authenticator app"
          className="size-48 rounded-lg border bg-white p-1"
        />
        <div className="text-sm leading-relaxed">
          <p>Or type this key into the app:</p>
          <code className="mt-1 block select-all break-words rounded-lg bg-muted px-3 py-2 font-mono">
            {setUp.secret.replace(/.{4}(?=.)/g, "$& ")}
          </code>
        </div>
      </div>
      <Field
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        hint="Enter the 6-digit code the app shows now."
        error={errors.code}
        className="[&_input]:font-mono [&_input]:tracking-widest"
        required
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" aria-disabled={busy}>
          {busy ? "One moment…" : "Turn on"}
        </Button>
        <Cancel onCancel={onCancel} />
      </div>
    </form>
  );
}
