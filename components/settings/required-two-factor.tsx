"use client";
import { api } from "#lib/client/api/api.ts";
import { TwoFactorSetUp } from "./two-factor-set-up";

/** The set-up for admins who must finish it first. It leads on to the site, or out. */
export function RequiredTwoFactor({ email }: { email: string }) {
  const signOut = async () => {
    // Even without an answer: the login page shows the true state.
    await api("POST", "/api/auth/logout").catch(() => undefined);
    window.location.assign("/login");
  };
  return (
    <div className="grid gap-8">
      <TwoFactorSetUp
        onDone={() => window.location.assign("/")}
        intro={
          <p className="break-words text-muted-foreground leading-relaxed">
            Admins need it here: signing in also takes a code from an authenticator app on your phone. Until it’s on, {email} can’t open
            anything else.
          </p>
        }
      />
      <button
        type="button"
        className="justify-self-start text-accent-text text-sm underline underline-offset-4"
        onClick={() => void signOut()}
      >
        Sign out
      </button>
    </div>
  );
}
