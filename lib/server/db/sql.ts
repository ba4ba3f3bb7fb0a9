import type { Precondition } from "../precondition";
import { runOnPool, runWithPrecondition } from "./client";
import { Prisma } from "./generated/client";

/**
 * Composable SQL: `sql\`…\`` takes values and other pieces. A statement goes to the pool (`read`, `write`) or to a transaction
 * (`tx.$queryRaw`, `tx.$executeRaw`); decision 0029 says when.
 */
export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export type Sql = Prisma.Sql;

/**
 * `= ANY` of these ids. PostgreSQL does not see how many they are when it plans, so it keeps one plan for all calls. Otherwise it plans
 * each call anew, because it thinks that the kept plan, for ten, costs more than one for a single id.
 */
export const anyOfIds = (ids: string[]): Sql => sql`ANY((SELECT ${ids}::uuid[])::uuid[])`;

/**
 * The first rows of a SELECT with its ORDER BY, at most 101. The limit stands there twice: of a number that comes with the call PostgreSQL
 * knows nothing when it keeps a plan. It would expect a tenth of all rows, and plan each call anew.
 */
export const firstRows = (rows: Sql, count: number): Sql => sql`SELECT * FROM (${rows} LIMIT 101) most LIMIT ${count}`;

/** A pattern that finds `text` anywhere and literally: `%`, `_` and `\\` are no wildcards. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Letters that have no mark to take off, and what people type for them who have no such key. */
const [struck, plain] = ["øØłŁđĐıħ", "oOlLdDih"];

/** A text without accents: Tomás becomes Tomas. By what every PostgreSQL can do without an extension. */
const withoutAccents = (text: Sql): Sql =>
  sql`translate(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'), ${struck}, ${plain})`;

/** Whether a text holds another anywhere, whatever their case and accents. */
export const containsSql = (text: Sql, part: string): Sql =>
  sql`${withoutAccents(text)} ILIKE ${withoutAccents(sql`${containing(part)}::text`)}`;

/** Sorts before every id: where to begin to go through rows in the order of their ids. */
export const lowestId = "00000000-0000-0000-0000-000000000000";

/** A number of ours as a part of the text, for a limit that is always the same: PostgreSQL plans with it (`firstRows`). */
export const inlineNumber = (count: number): Sql => Prisma.raw(`${count}`);

/**
 * Reads outside any transaction, on the pool itself. Through Prisma a small read costs twice as much.
 * @throws what `precondition` throws
 */
export const read = <Row>(statement: Sql, precondition?: Precondition): Promise<Row[]> =>
  precondition?.isMet === false ? runWithPrecondition<Row>(precondition, statement) : runOnPool<Row>(statement);

/** Changes rows on the pool, by one statement that is a transaction of its own. @returns the rows of its RETURNING */
export const write = <Row>(statement: Sql): Promise<Row[]> => runOnPool<Row>(statement);
