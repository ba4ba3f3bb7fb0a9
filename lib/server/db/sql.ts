import { runOnPool } from "./client";
import { Prisma } from "./generated/client";

/**
 * Composable SQL: `sql\`…\`` takes values and other pieces. A statement goes to the pool (`read`, `write`) or to a transaction
 * (`tx.$queryRaw`, `tx.$executeRaw`); decision 0029 says when.
 */
export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export type Sql = Prisma.Sql;

/** Reads outside any transaction, on the pool itself. Through Prisma a small read costs twice as much. */
export const read = <Row>(statement: Sql): Promise<Row[]> => runOnPool<Row>(statement);

/** Changes rows on the pool, by one statement that is a transaction of its own. @returns the rows of its RETURNING */
export const write = <Row>(statement: Sql): Promise<Row[]> => runOnPool<Row>(statement);
