import { texts } from "#lib/contract/errors.ts";
import type { TestMail } from "#lib/contract/mail.ts";
import type { Caller } from "../caller";
import { config } from "../config";
import { AppError } from "../errors";
import { consume } from "../rate-limits";
import { problemOf } from "./mail-problem";
import { noteMailServer } from "./mail-server";
import { sendAtOnce, sendsMail } from "./send-mail";

/** How long an admin waits for it, in ms. */
const testTimeoutMs = 15_000;

/** Sends a test email. @returns what the mail server answered, or why it did not accept it @throws Error without SMTP_URL */
export async function sendTestMail(
  to: string,
): Promise<{ reply: string; problem: null } | { reply: null; problem: ReturnType<typeof problemOf> }> {
  const opening = `This is a test. Email from Handraise at ${config().publicUrl} reaches you.`;
  try {
    return {
      reply: await sendAtOnce(
        { to, subject: "A test email from Handraise", letter: { greeting: "", opening, closing: "" } },
        testTimeoutMs,
      ),
      problem: null,
    };
  } catch (error) {
    return { reply: null, problem: problemOf(error) };
  }
}

/** `POST /api/mail/test`, for admins: sends a test email to the caller. @throws AppError conflict where no email is sent, too_many */
export async function testMail({ caller }: { caller: Caller }): Promise<TestMail> {
  if (!sendsMail()) throw new AppError("conflict", texts.noMail);
  await consume("testMail", caller.user.id);
  const to = caller.user.email;
  const { reply, problem } = await sendTestMail(to);
  await noteMailServer(problem?.isServers ? problem.text : null);
  return problem ? { to, taken: false, said: problem.text } : { to, taken: true, said: reply };
}
