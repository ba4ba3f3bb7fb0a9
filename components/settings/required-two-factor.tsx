"use client";
import { api } from "#lib/client/api";
import { TwoFactorSetUp } from "./two-factor-set-up";

/** The set-up for whoever can do nothing before it is done: on to the site afterwards, or out. */
export function RequiredTwoFactor({ email }: { email: string }) {
  const signOut = async () => {
    // Whether it was answered or not: the login page shows what is true.
    await api("POST", "/api/auth/logout").catch(() => undefined);
    window.location.assign("/login");
  };
  return (
    <div className="grid gap-8">
      <TwoFactorSetUp
        onDone={() => window.location.assign("/")}
        intro={
          <p className="break-words text-muted-foreground leading-relaxed">
            Admins need it here: signing in takes a code from an authenticator app on your phone as well. Until it is on, nothing else is
            open to {email}.
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
