import { texts } from "#lib/contract/errors.ts";
import { email as emailSchema } from "#lib/contract/fields.ts";
import { sendsMail } from "#lib/server/mail/send-mail.ts";
import { sendTestMail } from "#lib/server/mail/test-mail.ts";

/** `npm run test-mail -- EMAIL`: sends one mail by SMTP_URL and says what the mail server answered. */
async function main(): Promise<void> {
  const [addressText, ...rest] = process.argv.slice(2);
  const address = emailSchema.safeParse(addressText);
  if (!address.success || rest.length > 0) return fail("Usage: npm run test-mail -- EMAIL");
  if (!sendsMail()) return fail(texts.noMail);
  const { reply, problem } = await sendTestMail(address.data);
  if (problem) return fail(`The mail server did not take it. ${problem.text}`);
  console.log(
    `The mail server accepted an email to ${address.data} (${reply}). If it does not arrive, look in its log and among the spam.`,
  );
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

await main();
