import { dictionary } from "@zxcvbn-ts/language-common";
import { limits } from "#lib/contract/limits.ts";
import { codePoints } from "#lib/contract/text.ts";
import { invalidField } from "../errors";
import { remember } from "../remember";

/** How many of the most common passwords of sufficient length are refused (OWASP ASVS 5.0, 6.2.4). */
const commonPasswordsMax = 3000;

const commonPasswords = () =>
  remember("auth.common-passwords", () => {
    const longEnough = dictionary["passwords-common"].filter((password) => codePoints(password) >= limits.passwordMin);
    return new Set([...longEnough.slice(0, commonPasswordsMax), "handraise"]);
  });

type Person = { email: string; first_name: string; last_name: string };

/** The details of a person that anyone can guess, as they might type them. */
function personalWords({ email, first_name, last_name }: Person): string[] {
  const [local = ""] = email.split("@");
  return [email, local, first_name, last_name, `${first_name}${last_name}`, `${first_name} ${last_name}`, `${last_name}${first_name}`];
}

/**
 * Refuses a password for this person that an attacker would try first. Compares the whole password, ignoring case.
 * @throws AppError invalid_input that names `field`
 */
export function refuseCommonPassword(password: string, person: Person, field: string): void {
  const typed = password.toLowerCase();
  if (commonPasswords().has(typed))
    throw invalidField(field, "is one of the most common passwords: choose one that others would not think of");
  if (personalWords(person).some((word) => word.toLowerCase() === typed))
    throw invalidField(field, "is your own name or address: choose one that others would not think of");
}
