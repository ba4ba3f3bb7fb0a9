import type { ImportedRow } from "#lib/contract/users.ts";

const header = ["line", "email", "first_name", "last_name", "role", "course", "account", "invitation_url"];

/** A field as spreadsheets read it: quoted where needed, and never as a formula, whatever the name. */
function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as a file for spreadsheets. Begins with the mark by which Excel recognises UTF-8. */
export const toCsv = (rows: string[][]): string => `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** What an import did, line by line, with the links, in one file. */
export function reportCsv(rows: ImportedRow[]): string {
  const lines = rows.map(({ line, email, first_name, last_name, role, course, account, invitation_url }) => [
    String(line),
    email,
    first_name,
    last_name,
    role,
    course?.title ?? "",
    account,
    invitation_url ?? "",
  ]);
  return toCsv([header, ...lines]);
}
