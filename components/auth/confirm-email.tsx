"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem, serverRefusal } from "#lib/client/api/problems.ts";
import type { EmailConfirmation } from "#lib/contract/auth.ts";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { useLinkInAddress } from "./link-in-address";
import { CheckingLink, LinkProblem } from "./link-states";

type Props = { /** The address of whoever is signed in here. */ signedInAs: string | null };

/** The page behind the link that was mailed after sign-up. */
export function ConfirmEmail({ signedInAs }: Props) {
  const [found, setFound] = useLinkInAddress();
  if (found === null) return <CheckingLink />;
  if (found === "spent") return <Spent signedIn={signedInAs !== null} />;
  if ("problem" in found) return <LinkProblem problem={found.problem} />;
  const { token, link } = found;
  if (link.email !== signedInAs) return <Elsewhere token={token} email={link.email} signedInAs={signedInAs} />;
  return <Confirming key={token} token={token} email={link.email} onSpent={() => setFound("spent")} />;
}

function Outcome({ title, text, children }: { title: string; text: ReactNode; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-4" role="status">
      <h1 className="page-title">{title}</h1>
      <p className="min-w-0 break-words text-muted-foreground leading-relaxed">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function Confirming({ token, email, onSpent }: { token: string; email: string; onSpent: () => void }) {
  const [done, setDone] = useState<EmailConfirmation | { problem: string } | null>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    // A link works once, so a second request would say that it is used up.
    if (isAsked.current) return;
    isAsked.current = true;
    api<EmailConfirmation>("POST", "/api/auth/email-confirmation", { token }).then(setDone, (error: unknown) =>
      serverRefusal(error)?.status === 404 ? onSpent() : setDone({ problem: actionProblem(error) }),
    );
  }, [token, onSpent]);
  if (done === null) return <CheckingLink />;
  if ("problem" in done) return <LinkProblem problem={done.problem} />;
  const courses = done.enrolled === 1 ? "You’re now enrolled in a course." : `You’re now enrolled in ${done.enrolled} courses.`;
  return (
    <Outcome title="Email address confirmed" text={`${email} is confirmed. ${done.enrolled > 0 ? courses : "You’re all set."}`}>
      <Button asChild>
        <Link href="/">{done.enrolled > 0 ? "Go to your courses" : "Continue"}</Link>
      </Button>
    </Outcome>
  );
}

/** The reader has the link and not the account. They own it and use another device, or a stranger typed their address. */
function Elsewhere({ token, email, signedInAs }: { token: string; email: string } & Props) {
  return (
    <Outcome
      title="Is this your account?"
      text={
        <>
          Someone signed up as {email}. If it was you,{" "}
          {signedInAs === null ? "sign in" : `sign out (you’re signed in as ${signedInAs}), sign in with that address`} and open the link in
          the email again. If it wasn’t you, or you don’t remember the password, choose a new one: the account is then yours, and everyone
          else is signed out of it.
        </>
      }
    >
      {signedInAs === null && (
        <Button asChild>
          <Link href="/login">Sign in</Link>
        </Button>
      )}
      <Button asChild variant="outline">
        <a href={`/set-password#${encodeURIComponent(token)}`}>Choose a new password</a>
      </Button>
    </Outcome>
  );
}

function Spent({ signedIn }: { signedIn: boolean }) {
  return (
    <Outcome
      title="This link no longer works"
      text="Links work once, for seven days, and a newer one replaces them. Settings shows whether your address is confirmed and can send you another link."
    >
      <Button asChild>
        <Link href={signedIn ? "/settings" : "/login?next=%2Fsettings"}>{signedIn ? "Go to Settings" : "Sign in"}</Link>
      </Button>
    </Outcome>
  );
}
