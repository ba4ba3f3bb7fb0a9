import type { Mail } from "./send-mail";

const hour = 3_600_000;

const spanOf = (ms: number) => {
  const hours = Math.max(1, Math.round(ms / hour));
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours === 1 ? "an hour" : `${hours} hours`;
};

/** The mail with a link to choose a password, good for `ttl` ms. Plain text, so that what is clicked is what is read. */
export function linkMail(
  to: { email: string | null; firstName: string },
  { url, invitation, ttl }: { url: string; invitation: boolean; ttl: number },
): Mail {
  const [subject, opening, close] = invitation
    ? [
        "Your account at Handraise",
        "there is an account for you at Handraise, where you can ask about a lecture while you watch it.\nChoose a password, and you are in:",
        'If it has run out, use "Forgot password?" on the sign-in page.',
      ]
    : [
        "Choose a new password for Handraise",
        "here you can choose a new password for your account at Handraise:",
        "If you did not ask for it, do nothing: your password stays as it is.",
      ];
  return {
    to: to.email ?? "",
    subject,
    text: `Hello ${to.firstName},\n\n${opening}\n\n${url}\n\nThe link works once, for ${spanOf(ttl)}. ${close}\n`,
  };
}
