import { texts } from "#lib/contract/errors";
import type { TestMail } from "#lib/contract/mail";
import type { Caller } from "../caller";
import { config } from "../config";
import { AppError } from "../errors";
import { consume } from "../rate-limits";
import { problemOf } from "./mail-problem";
import { noteMailServer } from "./mail-server";
import { sendAtOnce, sendsMail } from "./send-mail";

/** An admin waits for it (ms). */
const longest = 15_000;

/** Sends a mail that says that mail arrives. @returns what the mail server answered, or why it did not take it. @throws Error without SMTP_URL */
export async function sendTestMail(
  to: string,
): Promise<{ said: string; problem: null } | { said: null; problem: ReturnType<typeof problemOf> }> {
  const text = `This is a test. Email from Handraise at ${config().publicUrl} reaches you.\n`;
  try {
    return { said: await sendAtOnce({ to, subject: "A test email from Handraise", text }, longest), problem: null };
  } catch (error) {
    return { said: null, problem: problemOf(error) };
  }
}

/** `POST /api/mail/test`, for admins: a test mail to the caller. @throws AppError conflict where no mail is sent, too_many */
export async function testMail({ caller }: { caller: Caller }): Promise<TestMail> {
  if (!sendsMail()) throw new AppError("conflict", texts.noMail);
  await consume("testMail", caller.user.id);
  const to = caller.user.email;
  const { said, problem } = await sendTestMail(to);
  await noteMailServer(problem?.isServers ? problem.text : null);
  return problem ? { to, taken: false, said: problem.text } : { to, taken: true, said };
}
