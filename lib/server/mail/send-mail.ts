import { createTransport, type Transporter } from "nodemailer";
import { config } from "../config";
import { remember } from "../remember";

export type Mail = { to: string; subject: string; text: string };

/** Whether this installation sends mail at all. */
export const sendsMail = () => config().smtpUrl !== null;

/** One for the process; it keeps a few connections and closes them when nothing is sent. A server that hangs is given up after 20 s. */
const transport = (url: string): Transporter =>
  remember(`mail.${url}`, () =>
    createTransport({ url, pool: true, maxConnections: 3, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }),
  );

/** Greets the server of SMTP_URL, and signs in where it asks for that. @returns what is wrong with it; null: nothing */
export async function tryMailServer(): Promise<Error | null> {
  const { smtpUrl } = config();
  if (smtpUrl === null) return new Error("no mail is sent without SMTP_URL");
  try {
    await transport(smtpUrl).verify();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Hands a mail to the server of SMTP_URL. @throws Error when it does not take it */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = config();
  if (smtpUrl === null) throw new Error("no mail is sent without SMTP_URL");
  await transport(smtpUrl).sendMail({ from: mailFrom, ...mail });
}
