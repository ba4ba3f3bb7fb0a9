import { createTransport, type Transporter } from "nodemailer";
import { config } from "../config";
import { remember } from "../remember";

export type Mail = { to: string; subject: string; text: string };

/** Whether this installation sends mail at all. */
export const sendsMail = () => config().smtpUrl !== null;

/** A mail that the server has not taken after so long (ms) is not waited for: it may trickle for ever. */
const longest = 60_000;

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** One for the process; it keeps a few connections and closes them when nothing is sent. A server that hangs is given up after 20 s. */
const transport = (url: string): Transporter =>
  remember(`mail.${url}`, () => createTransport({ url, pool: true, maxConnections: 3, ...timeouts }));

/** Greets the server of SMTP_URL, and signs in where it asks for that. @returns what is wrong with it; null: nothing */
export async function tryMailServer(): Promise<Error | null> {
  try {
    await transport(smtpUrl()).verify();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function smtpUrl(): string {
  const { smtpUrl: url } = config();
  if (url === null) throw new Error("no mail is sent without SMTP_URL");
  return url;
}

/** Hands a mail to the server of SMTP_URL. @throws Error when it does not take it */
export async function sendMail(mail: Mail): Promise<void> {
  await transport(smtpUrl()).sendMail({ from: config().mailFrom, ...mail, signal: AbortSignal.timeout(longest) });
}

/** Sends a mail by a connection of its own, so that it stands behind no other. @returns what the server said. @throws Error, after `ms` at the latest */
export async function sendAtOnce(mail: Mail, ms: number): Promise<string> {
  const once = createTransport({ url: smtpUrl(), ...timeouts });
  const { response } = await once.sendMail({ from: config().mailFrom, ...mail, signal: AbortSignal.timeout(ms) });
  return response;
}
