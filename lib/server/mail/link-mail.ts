import type { LinkKind } from "#lib/contract/auth.ts";
import type { Mail } from "./letter";

const hourMs = 3_600_000;

const spanOf = (ms: number) => {
  const hours = Math.max(1, Math.round(ms / hourMs));
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours === 1 ? "an hour" : `${hours} hours`;
};

type Text = { subject: string; opening: string; label: string; close: string };

/** The texts by the kind of link. `again`: an invitation to an address whose account is not confirmed. */
const textOf: Record<LinkKind | "again", Text> = {
  invitation: {
    subject: "Your Handraise account",
    opening: "you have an account on Handraise, where you can ask about a lecture while you watch it.\nChoose a password to get started:",
    label: "Choose a password",
    close: 'If it has expired, use "Forgot password?" on the sign-in page.',
  },
  again: {
    subject: "Your Handraise account",
    opening:
      "your institution has added you to Handraise, where you can ask about a lecture while you watch it. Someone, perhaps you, has already\nsigned up with this address. Choose a new password to make the account yours:",
    label: "Choose a new password",
    close: 'If it has expired, use "Forgot password?" on the sign-in page.',
  },
  password: {
    subject: "Choose a new password for Handraise",
    opening: "use this link to choose a new password for your Handraise account:",
    label: "Choose a new password",
    close: "If you didn't ask for this, ignore this email: your password stays the same.",
  },
  confirmation: {
    subject: "Confirm your email address for Handraise",
    opening: "someone, probably you, signed up for Handraise with this address. If it was you, please confirm it:",
    label: "Confirm this address",
    close: "If it wasn't you, ignore this email, or open the link to choose a password: the account is then yours, and nobody else's.",
  },
};

/**
 * The email with a link that is good for `ttl` ms. It shows the whole link, so that readers see where it leads. `name` is empty where we do
 * not know one, because a stranger's input must not be mailed to others.
 */
export function linkMail(
  to: { email: string | null; name: string },
  { url, kind, ttl }: { url: string; kind: LinkKind | "again"; ttl: number },
): Mail {
  const { subject, opening, label, close } = textOf[kind];
  return {
    to: to.email ?? "",
    subject,
    letter: {
      greeting: `Hello${to.name && ` ${to.name}`}`,
      opening,
      button: { label, url },
      closing: `The link works once, for ${spanOf(ttl)}. ${close}`,
    },
  };
}
