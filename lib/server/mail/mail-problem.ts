/**
 * Why an email was not accepted. `text`: in words for admins, with the mail server's own message. `isFinal`: trying this email again is
 * useless. `isServers`: the server accepts no email at all.
 */
export type MailProblem = { text: string; isFinal: boolean; isServers: boolean };

/** How much of an error is shown, in characters, because it comes from a server that is not ours. */
const replyLengthMax = 200;

const clean = (text: string) =>
  text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, replyLengthMax)
    .toWellFormed();

type MailError = { code: string; cause: string; command: string; status: number; reply: string; message: string };

function readMailError(error: unknown): MailError {
  const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  const text = (field: string) => (typeof fields[field] === "string" ? clean(fields[field]) : "");
  return {
    code: text("code"),
    cause: text("originalCode") || text("code"),
    command: text("command"),
    status: typeof fields.responseCode === "number" ? fields.responseCode : 0,
    reply: text("response"),
    message: text("message") || clean(String(error)),
  };
}

const network: Record<string, string> = {
  ECONNREFUSED: "No mail server answers at SMTP_URL",
  ENOTFOUND: "The mail server’s name in SMTP_URL can’t be found",
  EAI_AGAIN: "The mail server’s name in SMTP_URL can’t be looked up",
  EDNS: "The mail server’s name in SMTP_URL can’t be found",
  ETIMEDOUT: "The mail server doesn’t answer in time",
  EABORT: "The mail server doesn’t answer in time",
  EHOSTUNREACH: "The mail server can’t be reached",
  ENETUNREACH: "The mail server can’t be reached",
};

/** What an error of nodemailer means. */
export function problemOf(error: unknown): MailProblem {
  const { code, cause, command, status, reply, message } = readMailError(error);
  const detail = reply || message;
  const withDetail = (words: string) => (detail ? `${words}: ${detail}` : words);
  const isForGood = status >= 500;
  if (command === "RCPT TO") {
    const words = isForGood ? "The mail server refuses this address" : "The mail server isn’t accepting email for this address yet";
    return { text: withDetail(words), isFinal: isForGood, isServers: false };
  }
  if (command === "DATA") {
    const words = isForGood ? "The mail server refuses the email" : "The mail server will accept the email later";
    return { text: withDetail(words), isFinal: isForGood, isServers: false };
  }
  if (code === "EENVELOPE" && command === "API") return { text: "No email can be sent to this address", isFinal: true, isServers: false };
  return { text: network[cause] ?? withDetail(wordsOf(code, command)), isFinal: false, isServers: true };
}

function wordsOf(code: string, command: string): string {
  if (command === "MAIL FROM") return "The mail server refuses the sender’s address, MAIL_FROM";
  if (/AUTH/.test(code)) return "The mail server refuses the name or the password in SMTP_URL";
  if (code === "ETLS" || code === "ESOCKET") return "The connection to the mail server failed";
  return "The mail server didn’t accept email";
}
