import type { LinkKind } from "#lib/contract/auth";
import type { Mail } from "./send-mail";

const hour = 3_600_000;

const spanOf = (ms: number) => {
  const hours = Math.max(1, Math.round(ms / hour));
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours === 1 ? "an hour" : `${hours} hours`;
};

type Text = { subject: string; opening: string; close: string };

/** By what a link is for; `again`: an invitation for an address whose account nobody has confirmed. */
const textOf: Record<LinkKind | "again", Text> = {
  invitation: {
    subject: "Your account at Handraise",
    opening:
      "there is an account for you at Handraise, where you can ask about a lecture while you watch it.\nChoose a password, and you are in:",
    close: 'If it has run out, use "Forgot password?" on the sign-in page.',
  },
  again: {
    subject: "Your account at Handraise",
    opening:
      "your institution has put you on its list at Handraise, where you can ask about a lecture while you watch it. Somebody has signed up with\nthis address before, perhaps you. Choose a new password, and the account is yours alone:",
    close: 'If it has run out, use "Forgot password?" on the sign-in page.',
  },
  password: {
    subject: "Choose a new password for Handraise",
    opening: "here you can choose a new password for your account at Handraise:",
    close: "If you did not ask for it, do nothing: your password stays as it is.",
  },
  confirmation: {
    subject: "Confirm your email address for Handraise",
    opening: "somebody, probably you, has signed up at Handraise with this address. If it was you, confirm that it is yours:",
    close: "If it was not you, do nothing, or open the link to choose a password: then the account is yours, and nobody else's.",
  },
};

/**
 * The mail with a link that is good for `ttl` ms. Plain text, so that what is clicked is what is read. `name` is empty where we do not know
 * one: what a stranger typed does not go into somebody's mailbox.
 */
export function linkMail(
  to: { email: string | null; name: string },
  { url, kind, ttl }: { url: string; kind: LinkKind | "again"; ttl: number },
): Mail {
  const { subject, opening, close } = textOf[kind];
  return {
    to: to.email ?? "",
    subject,
    text: `Hello${to.name && ` ${to.name}`},\n\n${opening}\n\n${url}\n\nThe link works once, for ${spanOf(ttl)}. ${close}\n`,
  };
}
