import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { busyDigest } from "#lib/contract/busy.ts";
import { remember } from "../remember";
import { semaphore } from "../semaphore";
import type { Prisma, PrismaClient } from "./generated/client";
import { isUnavailable } from "./unavailable";

export type Tx = Prisma.TransactionClient;

/** `nameOf` gives the name under which the database keeps a prepared statement; empty for a statement that it does not keep. */
type Held = { pool: Pool; prisma: PrismaClient; nameOf: (sql: string) => string };
/** One per process. server.ts opens it (open.ts), and the routes, which are another bundle, find it here. */
export const slot = remember("database", (): { held: Held | null } => ({ held: null }));

function held(): Held {
  if (!slot.held) throw new Error("the database is not open");
  return slot.held;
}

/** The process's only Prisma client. */
export const db = (): PrismaClient => held().prisma;

/** The pool that Prisma uses, too. */
export const pool = (): Pool => held().pool;

/** How long a `query` may wait for its answer, in ms, within `withQueryTimeout`. */
const queryTimeoutMs = new AsyncLocalStorage<number>();

/**
 * Gives every `query` that `ask` makes 4 s for its answer, from when it has a connection. After that the query fails and its connection is
 * closed. Because a connection that went silent (a router forgot it, say) reports no error, and would block its caller until TCP gives up,
 * a quarter of an hour later.
 */
export const withQueryTimeout = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => queryTimeoutMs.run(4000, ask);

/** Runs a statement on the pool. For `read` and `write` of sql.ts only. */
export async function runOnPool<Row>({ text, values }: Prisma.Sql): Promise<Row[]> {
  const { pool, nameOf } = held();
  // After a failed query, by this timeout or otherwise, the pool closes the connection and never uses it again.
  const statement = { name: nameOf(text), text, values, query_timeout: queryTimeoutMs.getStore() };
  const { rows } = await pool.query(statement).catch(namedBusy);
  return rows as Row[];
}

/** Marks an error that says the database is busy or away, so that a page says that instead of a fault. @throws the error */
function namedBusy(error: unknown): never {
  throw isUnavailable(error) ? Object.assign(error as Error, { digest: busyDigest }) : error;
}

/**
 * PostgreSQL's and Prisma's codes for "two transactions were in each other's way; nothing was kept; try again". The last one is for a lock
 * that was not free in time.
 */
const retryableCodes = new Set(["40001", "40P01", "P2034", "55P03"]);

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as Error & {
    code?: string;
    meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } };
  };
  return [code, meta?.code, meta?.driverAdapterError?.cause?.originalCode].some(
    (value) => value !== undefined && retryableCodes.has(value),
  );
}

/**
 * The connections to a PostgreSQL server, and how many of them transactions may use. The others are left to reads, which wait for no row
 * lock.
 */
export const connections = 12;
const transactionSeats = remember("database.seats", () => semaphore(connections - 4));

/**
 * Runs `work` in one transaction, again (up to three times) if PostgreSQL asks for it. Inside it only `tx` is awaited: on the embedded
 * database an open transaction makes every other client wait, so another query would wait for its own transaction. For work without events
 * and jobs; `commit` (commit.ts) is for the rest.
 * @throws AppError unavailable when none could begin within 15 s
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const leave = await transactionSeats(15_000);
    try {
      return await db().$transaction(work, { maxWait: 15_000, timeout: 20_000 });
    } catch (error) {
      if (attempt === 3 || !isTransient(error)) throw error;
    } finally {
      leave();
    }
    await sleep(10 + Math.random() * 50 * attempt);
  }
}
