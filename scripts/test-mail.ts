import { email as emailSchema } from "#lib/contract/fields";
import { config } from "#lib/server/config";
import { sendMail } from "#lib/server/mail/send-mail";

/** `npm run test-mail -- EMAIL`: sends one mail by SMTP_URL and says what the mail server answered. */
async function main(): Promise<void> {
  const [given, ...rest] = process.argv.slice(2);
  const address = emailSchema.safeParse(given);
  if (!address.success || rest.length > 0) return fail("Usage: npm run test-mail -- EMAIL");
  const { smtpUrl, publicUrl } = config();
  if (smtpUrl === null) return fail("SMTP_URL is not set: this installation sends no mail");
  const text = `This is a test. Mail from Handraise at ${publicUrl} reaches you.\n`;
  try {
    await sendMail({ to: address.data, subject: "A test mail from Handraise", text });
    console.log(`The mail server has taken a mail to ${address.data}. If it does not arrive, look in its log and among the spam.`);
  } catch (error) {
    fail(`The mail server did not take it: ${error instanceof Error ? error.message : error}`);
  }
  // The pool of connections would keep the program open.
  process.exit();
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

await main();
