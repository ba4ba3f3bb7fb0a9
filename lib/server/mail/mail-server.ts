import type { Mailing } from "#lib/contract/auth.ts";
import type { MailServer } from "#lib/contract/mail.ts";
import { read, sql, write } from "../db/sql";
import { log } from "../log";
import { sendsMail } from "./send-mail";

/** Writes down the state of the mail server, for all processes. A failure is only logged, because it must not hold up an email. */
export async function noteMailServer(problem: string | null): Promise<void> {
  await write(sql`
    INSERT INTO mail_server (id, at, problem)
    VALUES (1, now(), ${problem})
    ON CONFLICT (id) DO UPDATE SET at = excluded.at, problem = excluded.problem`).catch((error: unknown) =>
    log.warn({ err: error }, "how the mail server was found could not be written down"),
  );
}

/** Whether there is a mail server, and its last known state: from the start, or from the last email. */
export async function mailServer(): Promise<MailServer> {
  if (!sendsMail()) return { configured: false, at: null, problem: null };
  const [row] = await read<{ at: Date; problem: string | null }>(sql`SELECT at, problem FROM mail_server`);
  return { configured: true, at: row?.at.toISOString() ?? null, problem: row?.problem ?? null };
}

/** What an answer to an admin says about the emails it queued. */
export async function mailingForAdmins(): Promise<{ mailed: boolean; mail_problem: string | null }> {
  const { configured, problem } = await mailServer();
  return { mailed: configured, mail_problem: problem };
}

/** What an answer to other people says about an email it queued: that it may be late, but not why. */
export async function mailing(): Promise<Mailing> {
  const { configured, problem } = await mailServer();
  return { mailed: configured, ...(problem !== null && { late: true as const }) };
}
