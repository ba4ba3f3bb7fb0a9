import type { ForgotPasswordAnswer, ForgotPasswordBody } from "#lib/contract/auth.ts";
import { audit, pseudonymOf } from "../audit/audit";
import { commit } from "../commit";
import { read, sql } from "../db/sql";
import type { RequestContext } from "../http/request-context";
import { mailing } from "../mail/mail-server";
import { sendsMail } from "../mail/send-mail";
import { consume } from "../rate-limits";

/**
 * `POST /api/auth/password/forgot`: mails a link if there is an account. Answer, duration and limits are the same for every address,
 * because the difference is made by a job afterwards.
 * @throws AppError too_many
 */
export async function forgotPassword({
  body,
  request,
}: {
  body: ForgotPasswordBody;
  request: RequestContext;
}): Promise<ForgotPasswordAnswer> {
  await consume("forgottenFrom", request.ip);
  await consume("mailFrom", request.ip);
  await consume("forgotten", body.email);
  const [user] = await read<{ id: string }>(sql`SELECT id FROM users WHERE email = ${body.email}`);
  await commit(async ({ tx, enqueue }) => {
    await audit(tx, {
      action: "password/forgotten",
      actorId: null,
      targetId: user?.id ?? null,
      request,
      details: user ? {} : { typed: pseudonymOf(body.email) },
    });
    if (sendsMail()) await enqueue("mail-forgotten", { userId: user?.id ?? null });
  });
  return mailing();
}
