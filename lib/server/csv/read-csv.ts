import { decodeText } from "../decode-text";
import { timeSlices } from "../time-slice";

/** More lines than any course has people. */
const maxLines = 20_000;
const maxLineLength = 2000;
const maxHeadingLength = 10_000;

export type CsvProblem = { line: number; msg: string };
/**
 * One line of a file. Lines count from 1, as an editor shows them. `values` holds every column that was asked for, trimmed, and empty where
 * there is nothing.
 */
export type CsvRow<Column extends string> = { line: number; values: Record<Column, string> };
export type Csv<Column extends string> = { rows: CsvRow<Column>[]; problems: CsvProblem[]; heading: CsvHeading<Column> };
/** A column's label, and the names that files use for it: only letters, in lower case, without accents. */
export type CsvColumns<Column extends string> = Record<Column, { label: string; names: readonly string[] }>;
/** The first line: its names, the position of each column from 1 (null for an absent one), and the required columns that are missing. */
export type CsvHeading<Column extends string> = { names: string[]; columns: Record<Column, number | null>; missing: Column[] };
/** The positions that a person chose for columns, from 1; null for none. They override the heading. */
export type ChosenColumns<Column extends string> = Partial<Record<Column, number | null | undefined>>;

/** The file as a whole can't be used. The message follows "The file": "must have …". */
export class CsvError extends Error {}

/** What stands in a file, as much of it as a sentence can hold. */
export const inQuotes = (value: string): string => `"${[...value].slice(0, 100).join("")}"`;

/**
 * Reads a file of comma-separated values as spreadsheets save them: UTF-8 with or without a byte-order mark, UTF-16 with one, or
 * Windows-1252 (Excel's plain CSV outside its UTF-8 form); commas, semicolons or tabs; any line ends. The first line names the columns;
 * text in parentheses is ignored there. A quoted field may hold line breaks. A line that can't be read is reported with its number, and the
 * others are still read. Values are in Unicode's composed form (NFC), with plain spaces only. Reads a long file in slices, so that other
 * work goes on in between.
 * @param columns the columns to read; others are ignored
 * @param required columns that the heading must have, and no line may leave empty
 * @param chosen given when a person can still choose columns: a missing one is then reported in `heading`, without rows, and is no error
 * @throws CsvError when it is no such file, has no such columns, or has more than 20,000 lines
 */
export async function readCsv<Column extends string>(
  bytes: Uint8Array,
  columns: CsvColumns<Column>,
  required: readonly Column[],
  chosen?: ChosenColumns<Column>,
): Promise<Csv<Column>> {
  refuseWorkbook(bytes);
  const lines = decodeText(bytes).split(/\r\n|\n|\r/, maxLines + 1);
  if (lines.length > maxLines) throw new CsvError(`must have at most ${maxLines} lines`);
  let first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1) throw new CsvError("must not be an empty file");
  // A first line that tells spreadsheets which character separates the fields.
  const declared = /^sep=(.)$/i.exec(lines[first]?.trim() ?? "")?.[1];
  if (declared) first++;
  if ((lines[first] ?? "").length > maxHeadingLength)
    throw new CsvError(`must have a first line of at most ${maxHeadingLength} characters`);
  const { separator, names, places: found } = readHeading(lines[first] ?? "", declared ? [declared] : [",", ";", "\t"], columns);
  const places = choose(found, chosen ?? {}, names.length);
  const missing = required.filter((name) => places[name] === undefined);
  const [absent] = missing;
  if (absent && !chosen)
    throw new CsvError(`must name a column "${columns[absent].label}" in its first line (columns are separated by , ; or tab)`);
  const heading = { names: names.map(tidy), columns: positionsOf(columns, places), missing };
  if (absent) return { rows: [], problems: [], heading };

  const rows: CsvRow<Column>[] = [];
  const problems: CsvProblem[] = [];
  const slices = timeSlices();
  for (const { line, text } of recordsOf(lines, first + 1, separator, names.length)) {
    if (slices.isOver()) await slices.rest();
    const read = readLine(text, separator, names.length);
    if (typeof read === "string") {
      problems.push({ line, msg: read });
      continue;
    }
    // Spreadsheets save empty lines of a table as separators only.
    if (read.every((field) => field.trim() === "")) continue;
    const valueAt = (name: string) => tidy(read[places[name as Column] ?? -1] ?? "");
    const values = Object.fromEntries(Object.keys(columns).map((name) => [name, valueAt(name)]));
    rows.push({ line, values: values as Record<Column, string> });
  }
  return { rows, problems, heading };
}

type Places<Column extends string> = Partial<Record<Column, number>>;

/** The positions of the columns, from 0. A chosen position is used for that column only. */
function choose<Column extends string>(found: Places<Column>, chosen: ChosenColumns<Column>, width: number): Places<Column> {
  const choices = (Object.entries(chosen) as [Column, number | null | undefined][]).filter(([, at]) => at !== undefined);
  const taken = new Set(choices.map(([, at]) => (at ?? 0) - 1));
  const rest = (Object.entries(found) as [Column, number][]).filter(([name, at]) => !taken.has(at) && chosen[name] === undefined);
  const chosenPlaces = choices.flatMap(([name, at]) => (at && at <= width ? [[name, at - 1] as const] : []));
  return Object.fromEntries([...rest, ...chosenPlaces]) as Places<Column>;
}

const positionsOf = <Column extends string>(columns: CsvColumns<Column>, places: Places<Column>) =>
  Object.fromEntries((Object.keys(columns) as Column[]).map((name) => [name, (places[name] ?? -1) + 1 || null])) as Record<
    Column,
    number | null
  >;

const tidy = (value: string) =>
  value
    .normalize("NFC")
    .replace(/[^\S\r\n]/g, " ")
    .trim();

/** The first bytes of a ZIP archive (.xlsx, .ods) and of Microsoft's older compound files (.xls). */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

function refuseWorkbook(bytes: Uint8Array): void {
  if (workbooks.some((mark) => mark.every((byte, index) => bytes[index] === byte)))
    throw new CsvError("must be a CSV file. This one is a spreadsheet: open it and save it as “CSV UTF-8 (Comma delimited)”");
}

type Heading<Column extends string> = { separator: string; names: string[]; places: Places<Column> };

/** The heading, read by the separator that finds the most known columns, and then the most fields. */
function readHeading<Column extends string>(heading: string, separators: string[], columns: CsvColumns<Column>): Heading<Column> {
  const readings = separators.map((separator): Heading<Column> => {
    const names = fieldsOf(heading, separator) ?? [];
    return { separator, names, places: placesOf(names, columns) };
  });
  const known = ({ places }: Heading<Column>) => Object.keys(places).length;
  const [best] = readings.toSorted((a, b) => known(b) - known(a) || b.names.length - a.names.length);
  return best ?? { separator: ",", names: [], places: {} };
}

/** The most lines of a quoted field. */
const maxFieldLines = 50;

/** The records from line `from` on, each with the number of its first line (from 1). Most are one line; empty lines are left out. */
function* recordsOf(lines: string[], from: number, separator: string, width: number): Generator<{ line: number; text: string }> {
  for (let index = from; index < lines.length; index++) {
    const text = lines[index] ?? "";
    if (text.trim() === "") continue;
    const more = isOpen(text) ? closingLine(lines, index, separator, width) : 0;
    yield { line: index + 1, text: lines.slice(index, index + more + 1).join("\n") };
    index += more;
  }
}

const isOpen = (text: string) => text.split('"').length % 2 === 0;

/**
 * How many lines after `start` belong to its quoted field. 0 when the field is never closed, or when one of those lines is a record of its
 * own. Because a quotation mark was forgotten then, and the lines after it must not be lost.
 */
function closingLine(lines: string[], start: number, separator: string, width: number): number {
  for (let more = 1; more <= maxFieldLines && start + more < lines.length; more++) {
    const text = lines[start + more] ?? "";
    if (isOpen(text)) return more;
    if (text.split(separator).length >= Math.max(2, width)) return 0;
  }
  return 0;
}

/**
 * The fields of a record, in one pass; a quotation mark in a quoted field is doubled. Null when its quotation marks do not match. Source:
 * https://www.rfc-editor.org/rfc/rfc4180. Making a parser for each line, as libraries do, costs ten times as much.
 */
function fieldsOf(record: string, separator: string): string[] | null {
  if (!record.includes('"')) return record.split(separator);
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    while (record[at] === " ") at++;
    const field = record[at] === '"' ? quoted(record, at) : bare(record, at, separator);
    if (!field) return null;
    fields.push(field.text);
    at = field.end;
    while (record[at] === " ") at++;
    if (at >= record.length) return fields;
    if (record[at] !== separator) return null;
  }
}

type Field = { text: string /** The position behind it. */; end: number };

function quoted(record: string, start: number): Field | null {
  let text = "";
  for (let at = start + 1; ; ) {
    const mark = record.indexOf('"', at);
    if (mark === -1) return null;
    text += record.slice(at, mark);
    if (record[mark + 1] !== '"') return { text, end: mark + 1 };
    text += '"';
    at = mark + 2;
  }
}

function bare(record: string, start: number, separator: string): Field | null {
  const next = record.indexOf(separator, start);
  const end = next === -1 ? record.length : next;
  const text = record.slice(start, end);
  return text.includes('"') ? null : { text, end };
}

/** The fields of a record, or what is wrong with it as a sentence. */
function readLine(line: string, separator: string, width: number): string[] | string {
  if (line.includes("\ufffd")) return "contains bytes that are no text: save the file as UTF-8";
  if (line.includes("\0")) return "contains a NUL character";
  if (line.length > maxLineLength) return `is longer than ${maxLineLength} characters`;
  const fields = fieldsOf(line, separator);
  if (!fields) return "has a quotation mark without its other half";
  if (fields.slice(width).some((field) => field.trim() !== "")) return `has ${fields.length} fields, the first line names ${width}`;
  return fields;
}

function placesOf<Column extends string>(heading: string[], columns: CsvColumns<Column>): Places<Column> {
  const names = heading.map(plain);
  const place = (column: Column) => names.findIndex((name) => name === plain(column) || columns[column].names.includes(name));
  const found = (Object.keys(columns) as Column[]).map((column) => [column, place(column)] as const).filter(([, at]) => at !== -1);
  return Object.fromEntries(found) as Places<Column>;
}

/** A comparable name of the heading: only letters, in lower case, without accents and without text in parentheses. */
const plain = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\([^)]*\)/g, "")
    .replace(/[^\p{L}]/gu, "");
