import { createTransport, type Transporter } from "nodemailer";
import { config } from "../config";
import { log } from "../log";
import { remember } from "../remember";
import { schoolFace } from "../school";
import { drawLetter } from "./draw-letter";
import { letterAsText, type Mail } from "./letter";

/** Whether this installation sends email. */
export const sendsMail = () => config().smtpUrl !== null;

/** The longest that one email may take, in ms. Otherwise a slow server could hold it for ever. */
const sendTimeoutMs = 60_000;

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * One transport for the process. It keeps a few connections, and closes them when nothing is sent. Gives up a server that hangs after 20 s.
 */
const transport = (url: string): Transporter =>
  remember(`mail.${url}`, () => createTransport({ url, pool: true, maxConnections: 3, ...timeouts }));

/** Connects to the server of SMTP_URL, and signs in where it asks for that. @returns what is wrong with it; null for nothing */
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

/** A mail as nodemailer takes it: as text, and as HTML for programs that show it. The text alone where the HTML can't be drawn. */
async function composed({ to, subject, letter }: Mail) {
  const face = await schoolFace();
  const drawn = await drawLetter(letter, face, subject).catch((error: unknown) => {
    log.error({ err: error }, "an email could not be drawn as HTML; it goes out as text");
    return {};
  });
  return { from: config().mailFrom, to, subject, text: letterAsText(letter, face), ...drawn };
}

/** Sends an email by the server of SMTP_URL. @throws Error when the server does not accept it */
export async function sendMail(mail: Mail): Promise<void> {
  await transport(smtpUrl()).sendMail({ ...(await composed(mail)), signal: AbortSignal.timeout(sendTimeoutMs) });
}

/**
 * Sends an email by a connection of its own, so that it waits for no other.
 * @returns what the server answered
 * @throws Error, after `ms` at the latest
 */
export async function sendAtOnce(mail: Mail, ms: number): Promise<string> {
  const message = await composed(mail);
  const once = createTransport({ url: smtpUrl(), ...timeouts });
  const { response } = await once.sendMail({ ...message, signal: AbortSignal.timeout(ms) });
  return response;
}
