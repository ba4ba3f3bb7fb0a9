"use client";
import { useEffect, useState } from "react";

type Props = {
  /** The server's public address. */
  publicUrl: string;
  /** The origins that the server counts as its own. */
  origins: string[];
};

/** Warns on a page whose address the server does not know as its own. Because signing in does not work there. */
export function OtherAddress({ publicUrl, origins }: Props) {
  const [isOther, setIsOther] = useState(false);
  const known = origins.join(" ");
  useEffect(() => setIsOther(!known.split(" ").includes(window.location.origin)), [known]);
  if (!isOther) return null;
  return (
    <p
      role="status"
      className="mb-5 rounded-lg border border-accent-strong bg-accent-soft px-3 py-2 text-accent-text text-sm [overflow-wrap:anywhere]"
    >
      This server is set up for{" "}
      <a href={publicUrl} className="font-semibold underline underline-offset-4">
        {publicUrl}
      </a>
      . You can’t sign in at this address, so use that one. To change this, set NEXTAUTH_URL or CORS_ORIGIN on the server.
    </p>
  );
}
