import { useEffect, useState } from "react";
import { ApiError, api } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import type { LinkAnswer } from "#lib/contract/auth.ts";

export type FoundLink = { token: string; link: LinkAnswer } | "spent" | { problem: string };

/** What the link in the address is for. The token is behind the `#`, which browsers do not send. */
async function ask(): Promise<FoundLink> {
  const token = decodeURIComponent(window.location.hash.slice(1));
  if (token === "") return "spent";
  try {
    return { token, link: await api<LinkAnswer>("POST", "/api/auth/password/link", { token }) };
  } catch (error) {
    const refused = error instanceof ApiError && (error.status === 404 || error.status === 400);
    return refused ? "spent" : { problem: loadingProblem(error) };
  }
}

/** The link by which this page was opened (null until it is known), and a function that marks it as used. */
export function useLinkInAddress(): [FoundLink | null, (found: FoundLink) => void] {
  const [found, setFound] = useState<FoundLink | null>(null);
  useEffect(() => {
    let ended = false;
    const look = () => ask().then((answer) => !ended && setFound(answer));
    void look();
    // Opening another link over this one changes only the part behind the `#`.
    window.addEventListener("hashchange", look);
    return () => {
      ended = true;
      window.removeEventListener("hashchange", look);
    };
  }, []);
  return [found, setFound];
}
