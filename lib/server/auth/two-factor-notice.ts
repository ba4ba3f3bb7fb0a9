import type { Unit } from "../commit";
import { read, sql } from "../db/sql";
import type { JobData } from "../jobs/queues";
import { log } from "../log";
import { deliver } from "../mail/deliver";
import { sendsMail } from "../mail/send-mail";

type Change = JobData["mail-two-factor"]["news"];

/**
 * Queues an email about a change of their two-factor sign-in, if this installation sends any. Because someone else may have made the
 * change.
 */
export async function enqueueTwoFactorNotice({ enqueue }: Unit, userId: string, change: Change): Promise<void> {
  if (sendsMail()) await enqueue("mail-two-factor", { userId, news: change });
}

const words: Record<Change, { subject: string; text: string }> = {
  on: {
    subject: "Two-factor sign-in is on",
    text: "two-factor sign-in is on for your Handraise account. From now on, signing in takes a code from your authenticator app.",
  },
  off: {
    subject: "Two-factor sign-in is off",
    text: "two-factor sign-in is off for your Handraise account. From now on, you sign in with just your password.",
  },
  recovery_code_used: {
    subject: "A recovery code was used",
    text: "one of your recovery codes was used for your Handraise account instead of a code from your authenticator app. It no longer works.",
  },
};

/** The job `mail-two-factor`. */
export async function mailTwoFactor({ userId, news }: JobData["mail-two-factor"]): Promise<void> {
  const [user] = await read<{ email: string | null; first_name: string }>(
    sql`SELECT email, first_name FROM users WHERE id = ${userId}::uuid AND deleted_at IS NULL`,
  );
  if (!user?.email) return;
  const { subject, text } = words[news];
  const close = "If this wasn't you, change your password, sign out your other sessions in Settings, and tell an admin.";
  const letter = { greeting: `Hello ${user.first_name}`, opening: text, closing: close };
  const problem = await deliver({ to: user.email, subject, letter });
  if (problem && !problem.isFinal) throw new Error(problem.text);
  if (problem) log.warn({ userId, news, problem: problem.text }, "a notice by mail was refused for good");
}
