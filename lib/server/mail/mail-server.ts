import type { Mailing } from "#lib/contract/auth";
import type { MailServer } from "#lib/contract/mail";
import { query } from "../db/client";
import { read, sql } from "../db/sql";
import { log } from "../log";
import { sendsMail } from "./send-mail";

/** Writes down how the mail server was last found, for all processes. It must not stand in the way of a mail, so that it fails is only logged. */
export async function noteMailServer(problem: string | null): Promise<void> {
  await query(
    "INSERT INTO mail_server (id, at, problem) VALUES (1, now(), $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at, problem = excluded.problem",
    [problem],
  ).catch((error: unknown) => log.warn({ err: error }, "how the mail server was found could not be written down"));
}

/** Whether there is a mail server, and how it was last found: at the start, or with the last mail. */
export async function mailServer(): Promise<MailServer> {
  if (!sendsMail()) return { configured: false, at: null, problem: null };
  const [row] = await read<{ at: Date; problem: string | null }>(sql`SELECT at, problem FROM mail_server`);
  return { configured: true, at: row?.at.toISOString() ?? null, problem: row?.problem ?? null };
}

/** What an answer to an admin says of the mails that it put in line. */
export async function mailingForAdmins(): Promise<{ mailed: boolean; mail_problem: string | null }> {
  const { configured, problem } = await mailServer();
  return { mailed: configured, mail_problem: problem };
}

/** What an answer to everybody else says of a mail that it put in line: that it will be late, and not why. */
export async function mailing(): Promise<Mailing> {
  const { configured, problem } = await mailServer();
  return { mailed: configured, ...(problem !== null && { late: true as const }) };
}
