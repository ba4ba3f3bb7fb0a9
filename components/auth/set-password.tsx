"use client";
import { useState } from "react";
import { ApiError, api } from "#lib/client/api/api.ts";
import type { LinkAnswer, User } from "#lib/contract/auth.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { NewPassword } from "../forms/password-fields";
import { useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { Problem } from "../ui/problem";
import { CodeForm } from "./code-form";
import { useLinkInAddress } from "./link-in-address";
import { CheckingLink, LinkProblem } from "./link-states";
import { signIn } from "./sign-in";

/** The page behind a link to choose a password. Afterwards the person is signed in. */
export function SetPassword() {
  const [found, setFound] = useLinkInAddress();
  if (found === null) return <CheckingLink />;
  if (found === "spent") return <Spent />;
  if ("problem" in found) return <LinkProblem problem={found.problem} />;
  return <Choose key={found.token} {...found} onSpent={() => setFound("spent")} />;
}

function Spent() {
  return (
    <div className="grid justify-items-start gap-4">
      <h1 className="page-title">This link no longer works</h1>
      <p className="text-muted-foreground leading-relaxed">
        Links work once, for a limited time, and a newer one replaces them. Already set your password? Sign in.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href="/login">Sign in</Link>
        </Button>
        <Button asChild variant="outline">
          <Link href="/forgot-password">Request a new link</Link>
        </Button>
      </div>
    </div>
  );
}

function Choose({ token, link, onSpent }: { token: string; link: LinkAnswer; onSpent: () => void }) {
  /** Set when the password is chosen and a code is needed as well, because a link replaces no second factor. */
  const [proven, setProven] = useState<{ email: string; password: string } | null>(null);
  const { form, errors, problem, busy } = useForm({
    labels: { password: "Password" },
    submit: async ({ password = "" }, leaveFor) => {
      const answer = await api<{ user: User }>("POST", "/api/auth/password/reset", { token, password }).catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        onSpent();
        return null;
      });
      if (!answer) return;
      const refused = await signIn(answer.user.email, password);
      if (refused === knownTexts.codeRequired) setProven({ email: answer.user.email, password });
      else leaveFor(refused === null ? "/" : "/login");
    },
  });
  if (proven)
    return (
      <>
        <h1 className="mb-5 page-title">Your new password is set</h1>
        <CodeForm {...proven} next="/" />
      </>
    );
  const invited = link.kind === "invitation";
  return (
    <>
      <h1 className="mb-2 page-title">{invited ? ["Welcome", link.first_name].filter(Boolean).join(", ") : "Choose a new password"}</h1>
      <p className="mb-5 break-words text-muted-foreground leading-relaxed">
        {invited ? `Choose a password for ${link.email} to get started.` : `For ${link.email}. You’ll be signed out everywhere else.`}
      </p>
      <form {...form} className="grid gap-4">
        <Problem>{problem}</Problem>
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={link.email} readOnly hidden />
        <NewPassword error={errors.password} autoFocus />
        <Button type="submit" size="lg" aria-disabled={busy} className="mt-1">
          {busy ? "One moment…" : "Set password and sign in"}
        </Button>
      </form>
    </>
  );
}
