import { query } from "./client";
import { Prisma } from "./generated/client";

/** Composable SQL: `sql\`…\`` takes values and other pieces, and goes to a transaction (`tx.$queryRaw`) or to the pool (`read`). */
export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export type Sql = Prisma.Sql;

/** A read outside any transaction, on the pool itself. Through Prisma a small read costs twice as much. */
export const read = <Row>(statement: Sql): Promise<Row[]> => query<Row>(statement.text, statement.values);
