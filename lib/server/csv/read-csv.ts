import { parse } from "csv-parse/sync";

/** More lines than any course has people. */
const maxLines = 20_000;
const maxLineLength = 2000;

export type CsvProblem = { line: number; msg: string };
/** Lines count from 1, as an editor shows them; `values` holds every column that was asked for, trimmed, empty where there is nothing. */
export type CsvRow<Column extends string> = { line: number; values: Record<Column, string> };
export type Csv<Column extends string> = { rows: CsvRow<Column>[]; problems: CsvProblem[] };

/** The file as a whole cannot be used. Its message goes after the name of the field that brought it: "must have …". */
export class CsvError extends Error {}

/**
 * Reads a file of comma-separated values as spreadsheets save them: UTF-8 with or without a byte-order mark, or UTF-16 with one; commas,
 * semicolons or tabs; any line ends. The first line names the columns. A line that cannot be read is reported with its number and costs
 * no other line: so a field cannot hold a line break.
 * @param columns the columns to read, with other names (lower case, letters alone) by which a file may call them; what else is there is
 *   left out
 * @param required columns that the heading must have, and no line may leave empty
 * @throws CsvError for what is no such file, has no such columns, or has more than 20,000 lines
 */
export function readCsv<Column extends string>(
  bytes: Uint8Array,
  columns: Record<Column, readonly string[]>,
  required: readonly Column[],
): Csv<Column> {
  const lines = decode(bytes).split(/\r\n|\n|\r/);
  if (lines.length > maxLines) throw new CsvError(`must have at most ${maxLines} lines`);
  let first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1) throw new CsvError("must not be an empty file");
  // A first line that tells spreadsheets what separates the fields.
  const told = /^sep=(.)$/i.exec(lines[first]?.trim() ?? "")?.[1];
  if (told) first++;
  const heading = lines[first] ?? "";
  const separator = told ?? separatorOf(heading);
  const names = fieldsOf(heading, separator) ?? [];
  const places = placesOf(names, columns);
  for (const name of required)
    if (places[name] === undefined)
      throw new CsvError(`must name a column "${name}" in its first line (columns are separated by , ; or tab)`);

  const rows: CsvRow<Column>[] = [];
  const problems: CsvProblem[] = [];
  for (const [index, text] of lines.entries()) {
    if (index <= first || text.trim() === "") continue;
    const line = index + 1;
    const read = readLine(text, separator, names.length);
    if (typeof read === "string") {
      problems.push({ line, msg: read });
      continue;
    }
    const values = Object.fromEntries(Object.keys(columns).map((name) => [name, read[places[name as Column] ?? -1]?.trim() ?? ""]));
    const missing = required.find((name) => values[name] === "");
    if (missing) problems.push({ line, msg: `${missing} is missing` });
    else rows.push({ line, values: values as Record<Column, string> });
  }
  return { rows, problems };
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  // Takes the byte-order mark off; what is no text becomes U+FFFD, by which its line is known.
  return new TextDecoder(encoding).decode(bytes);
}

function separatorOf(heading: string): string {
  const count = (separator: string) => heading.split(separator).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

/** Null when its quotation marks do not fit. */
function fieldsOf(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator);
  try {
    return (parse(line, { delimiter: separator, ltrim: true, rtrim: true, relax_column_count: true }) as string[][])[0] ?? [];
  } catch {
    return null;
  }
}

/** The fields of a line, or what is wrong with it. */
function readLine(line: string, separator: string, width: number): string[] | string {
  if (line.includes("\ufffd")) return "contains bytes that are no text: save the file as UTF-8";
  if (line.includes("\0")) return "contains a NUL character";
  if (line.length > maxLineLength) return `is longer than ${maxLineLength} characters`;
  const fields = fieldsOf(line, separator);
  if (!fields) return "has a quotation mark without its other half";
  if (fields.slice(width).some((field) => field.trim() !== "")) return `has ${fields.length} fields, the first line names ${width}`;
  return fields;
}

function placesOf<Column extends string>(heading: string[], columns: Record<Column, readonly string[]>): Partial<Record<Column, number>> {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}]/gu, "");
  const names = heading.map(plain);
  const place = (column: Column) => names.findIndex((name) => name === plain(column) || columns[column].includes(name));
  const found = (Object.keys(columns) as Column[]).map((column) => [column, place(column)] as const).filter(([, at]) => at !== -1);
  return Object.fromEntries(found) as Partial<Record<Column, number>>;
}
