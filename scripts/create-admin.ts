import { createInterface } from "node:readline/promises";
import { registerBody } from "#lib/contract/auth.ts";
import { limits } from "#lib/contract/limits.ts";
import { systemActor } from "#lib/server/audit/audit.ts";
import { config } from "#lib/server/config.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { isAppError } from "#lib/server/errors.ts";
import { createUser } from "#lib/server/users/create-user.ts";

/**
 * `npm run create-admin -- EMAIL FIRST_NAME LAST_NAME`. The password comes from ADMIN_PASSWORD or is asked for; never from an argument,
 * because process lists show arguments.
 */
async function main(): Promise<void> {
  const [email, first_name, last_name, ...rest] = process.argv.slice(2);
  if (!email || !first_name || !last_name || rest.length > 0) return fail("Usage: npm run create-admin -- EMAIL FIRST_NAME LAST_NAME");
  const parsed = registerBody.safeParse({ email, first_name, last_name, password: process.env.ADMIN_PASSWORD || (await askPassword()) });
  if (!parsed.success)
    return fail(parsed.error.issues.map((issue) => `${issue.path.join(" ").replaceAll("_", " ")} ${issue.message}`).join("\n"));
  await openDatabase(config());
  try {
    const user = await createUser({ ...parsed.data, role: "admin" }, systemActor);
    console.log(`${user.email} is an admin now and can sign in.`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    fail(`${error.message}: ${email}`);
  } finally {
    await closeDatabase();
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

/** Reads a password: typed without an echo on a terminal, or else a line of standard input. */
async function askPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: process.stdin.isTTY });
  if (!process.stdin.isTTY) return (await lines[Symbol.asyncIterator]().next()).value ?? "";
  process.stdout.write(`Password (at least ${limits.passwordMin} characters): `);
  // The interface echoes typed characters through this one method.
  Object.assign(lines, { _writeToOutput: () => undefined });
  const password = await lines.question("");
  lines.close();
  process.stdout.write("\n");
  return password;
}

await main();
