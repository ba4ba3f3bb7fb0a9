"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Link } from "#lib/contract/users.ts";
import { Button } from "../ui/button";
import { CopyLink } from "../ui/copy-link";
import { LocalTime } from "../ui/local-time";
import { Problem } from "../ui/problem";
import { mailText } from "./mail-text";

/** Makes a link to set a password. It is for people who lost theirs or never had one. */
export function MakeLink({ userId }: { userId: string }) {
  const [link, setLink] = useState<Link | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setLink(await api<Link>("POST", `/api/users/${userId}/link`));
    } catch (error) {
      setProblem(actionProblem(error));
    }
    setBusy(false);
  };
  return (
    <div className="grid gap-3">
      <Problem>{problem}</Problem>
      {link && (
        <div className="grid gap-1.5">
          <CopyLink key={link.url} label="Link to set a password" url={link.url} />
          <p className="text-muted-foreground text-sm">
            Works once, until <LocalTime at={link.expires_at} />. It’s shown only once. {mailText(link, 1, link.kind === "invitation")}
          </p>
        </div>
      )}
      <Button type="button" variant="outline" className="justify-self-start" aria-disabled={busy} onClick={() => !busy && void make()}>
        {link ? "Make another link" : "Make a link"}
      </Button>
    </div>
  );
}
