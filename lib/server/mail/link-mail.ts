import type { LinkKind } from "../auth/links";
import type { Mail } from "./send-mail";

const day = 24 * 3600 * 1000;

const spanOf = (ms: number) => {
  const [count, unit] = ms >= 2 * day ? [Math.round(ms / day), "days"] : [Math.round(ms / 3_600_000), "hours"];
  return count === 1 ? "an hour" : `${count} ${unit}`;
};

/** The mail with a link to choose a password. `ttl`: how long it is good, in ms. Plain text, so that what is clicked is what is read. */
export function linkMail(to: string, link: { url: string; kind: LinkKind }, ttl: number, firstName: string): Mail {
  const lines =
    link.kind === "invitation"
      ? [
          "there is an account for you at Handraise, where you can ask about a lecture while you watch it.",
          "Choose a password, and you are in:",
        ]
      : ["someone, hopefully you, asked to choose a new password for your account at Handraise. Do it here:"];
  const end =
    link.kind === "invitation"
      ? `The link works once, for ${spanOf(ttl)}. If it has run out, use "Forgot password?" on the sign-in page.`
      : `The link works once, for ${spanOf(ttl)}. If it was not you, do nothing: your password stays as it is.`;
  return {
    to,
    subject: link.kind === "invitation" ? "Your account at Handraise" : "Choose a new password for Handraise",
    text: [`Hello ${firstName},`, "", ...lines, "", link.url, "", end, ""].join("\n"),
  };
}
