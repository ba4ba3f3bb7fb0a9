import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { busyDigest } from "#lib/contract/busy";
import { remember } from "../remember";
import { semaphore } from "../semaphore";
import type { Prisma, PrismaClient } from "./generated/client";
import { isUnavailable } from "./unavailable";

export type Tx = Prisma.TransactionClient;

/** `nameOf` gives the name under which the database keeps a statement, parsed and planned; empty for one that it does not keep. */
type Held = { pool: Pool; prisma: PrismaClient; nameOf: (sql: string) => string };
/** One per process: server.ts opens it (open.ts), and the routes, which are another bundle, find it here. */
export const slot = remember("database", (): { held: Held | null } => ({ held: null }));

function held(): Held {
  if (!slot.held) throw new Error("the database is not open");
  return slot.held;
}

/** The process's one Prisma client. */
export const db = (): PrismaClient => held().prisma;

/** The pool beneath it. */
export const pool = (): Pool => held().pool;

/** How long a `query` may wait for its answer, in ms, where someone has said so. */
const queryTimeoutMs = new AsyncLocalStorage<number>();

/**
 * Every `query` that `ask` makes has 4 s for its answer, from when it has a connection. After that it fails and its connection is thrown
 * away: one that went silent (a router forgot it, say) tells nobody, and would hold up who must go on until TCP gives up, a quarter of an
 * hour later.
 */
export const withQueryTimeout = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => queryTimeoutMs.run(4000, ask);

/** Reads by plain SQL on the pool; `$1` and so on stand for `params`. */
export async function query<Row>(sql: string, params: unknown[] = []): Promise<Row[]> {
  const { pool, nameOf } = held();
  // The pool closes the connection of a query that fails, by this timeout or otherwise, and never hands it out again.
  const statement = { name: nameOf(sql), text: sql, values: params, query_timeout: queryTimeoutMs.getStore() };
  const { rows } = await pool.query(statement).catch(namedBusy);
  return rows as Row[];
}

/** A page that fails by this error says that we are busy, not that something went wrong. */
function namedBusy(error: unknown): never {
  throw isUnavailable(error) ? Object.assign(error as Error, { digest: busyDigest }) : error;
}

/**
 * PostgreSQL's and Prisma's codes for "two transactions were in each other's way; nothing was kept; do it again"; the last one for a lock that
 * was not free in time.
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

/** Connections to a PostgreSQL server, and how many of them may be in transactions: the others are left to reads, which wait for nobody's row. */
export const connections = 12;
const transactionSeats = remember("database.seats", () => semaphore(connections - 4));

/**
 * Runs `work` in one transaction, again (up to three times) if PostgreSQL says so. Inside it nothing but `tx` is awaited: on the embedded
 * database an open transaction makes every other client wait, so asking through another one would wait for itself. For what nobody is told of
 * and no job follows from; else `commit` (commit.ts).
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
