"use client";
import { useRouter } from "next/navigation";
import { startTransition, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import type { RecoveryCodes, TwoFactor } from "#lib/contract/two-factor.ts";
import { Button } from "../ui/button";
import { counted } from "../ui/counted";
import { LocalTime } from "../ui/local-time";
import { ProveDialog } from "./prove-dialog";
import { RecoveryCodeList } from "./recovery-code-list";
import { TwoFactorSetUp } from "./two-factor-set-up";

/** From this number of recovery codes on, a note says that few are left. */
const fewCodesMax = 3;

/** The user's own two-factor sign-in: whether it is on, and how to turn it on and off. */
export function TwoFactorSettings({ state }: { state: TwoFactor }) {
  const router = useRouter();
  const [setting, setSetting] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  // In one transition with the server's new state, so that the former state does not flicker.
  const done = () =>
    startTransition(() => {
      router.refresh();
      setSetting(false);
      setCodes(null);
    });
  if (setting) return <TwoFactorSetUp onDone={done} onCancel={() => setSetting(false)} />;
  if (codes) return <RecoveryCodeList codes={codes} done="Done" onDone={done} />;
  if (state.since) return <On state={state} since={state.since} onCodes={setCodes} onOff={done} />;
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-sm leading-relaxed">
        <strong className="font-semibold">Off.</strong> You need an authenticator app on your phone, such as Google Authenticator, 2FAS or
        your password manager.
      </p>
      <Button type="button" variant="outline" onClick={() => setSetting(true)}>
        Turn on…
      </Button>
    </div>
  );
}

type OnProps = { state: TwoFactor; since: string; onCodes: (codes: string[]) => void; onOff: () => void };

function On({ state, since, onCodes, onOff }: OnProps) {
  const [asking, setAsking] = useState<"codes" | "off" | null>(null);
  const [codesOpener, offOpener] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const left = state.recovery_codes_left;
  const close = () => setAsking(null);
  return (
    <div className="grid gap-3">
      <p className="text-sm leading-relaxed">
        <strong className="font-semibold text-success">On</strong> since <LocalTime at={since} />.
      </p>
      <p className={`text-sm leading-relaxed ${left <= fewCodesMax ? "text-destructive" : ""}`}>
        {left === 0 ? "No recovery codes left" : `${counted(left, "recovery code", "recovery codes")} left`}
        {left <= fewCodesMax ? ": make new ones before you need them." : "."}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button ref={codesOpener} type="button" variant="outline" onClick={() => setAsking("codes")}>
          New recovery codes…
        </Button>
        {!state.required && (
          <Button ref={offOpener} type="button" variant="warning" onClick={() => setAsking("off")}>
            Turn off…
          </Button>
        )}
      </div>
      {state.required && <p className="text-muted-foreground text-sm">Admins need it here, so you can’t turn it off.</p>}
      <ProveDialog
        open={asking === "codes"}
        onClose={close}
        opener={codesOpener}
        title="Make new recovery codes?"
        text="The ones you have now stop working."
        action="Make new codes"
        submit={async (proof) => {
          const { recovery_codes } = await api<RecoveryCodes>("POST", "/api/users/me/two-factor/recovery-codes", proof);
          onCodes(recovery_codes);
        }}
      />
      <ProveDialog
        open={asking === "off"}
        onClose={close}
        opener={offOpener}
        title="Turn off two-factor sign-in?"
        text="You’ll sign in with just your password, and your recovery codes stop working."
        action="Turn off"
        destructive
        submit={async (proof) => {
          await api("DELETE", "/api/users/me/two-factor", proof);
          onOff();
        }}
      />
    </div>
  );
}
