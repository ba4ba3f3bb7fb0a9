import { AsyncLocalStorage } from "node:async_hooks";
import type { Pool, PoolClient, QueryConfig, QueryResult } from "pg";
import { busyDigest } from "#lib/contract/busy.ts";
import type { Precondition } from "../precondition";
import { remember } from "../remember";
import type { Prisma, PrismaClient } from "./generated/client";
import { isUnavailable } from "./unavailable";

type OpenDatabase = {
  pool: Pool;
  prisma: PrismaClient;
  /** Gives the name under which the database keeps a prepared statement; empty for a statement that it does not keep. */
  nameOf: (sql: string) => string;
  /** The connection to which Prisma's queries go (routed-pool.ts). */
  routed: AsyncLocalStorage<PoolClient>;
  /** Whether it is the embedded database, in which one transaction makes everybody wait. */
  embedded: boolean;
};
/** One per process. server.ts opens it (open.ts), and the routes, which are another bundle, find it here. */
export const databaseSlot = remember("database", (): { current: OpenDatabase | null } => ({ current: null }));

/** @throws Error when the database is not open */
export function currentDatabase(): OpenDatabase {
  if (!databaseSlot.current) throw new Error("the database is not open");
  return databaseSlot.current;
}

/** The process's only Prisma client. */
export const db = (): PrismaClient => currentDatabase().prisma;

/** The pool that Prisma uses, too. */
export const pool = (): Pool => currentDatabase().pool;

/** How long somebody waits who would rather try again, in ms. */
const shortTimeoutMs = 4000;

/** How long a `query` may wait for its answer, in ms, within `withQueryTimeout`. */
const queryTimeoutMs = new AsyncLocalStorage<number>();

/**
 * Gives every `query` that `ask` makes 4 s for its answer, from when it has a connection. After that the query fails and its connection is
 * closed. Because a connection that went silent (a router forgot it, say) reports no error, and would block its caller until TCP gives up,
 * a quarter of an hour later.
 */
export const withQueryTimeout = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => queryTimeoutMs.run(shortTimeoutMs, ask);

/** Runs a statement on the pool. For `read` and `write` of sql.ts only. */
export async function runOnPool<Row>({ text, values }: Prisma.Sql): Promise<Row[]> {
  const { pool, nameOf } = currentDatabase();
  // After a failed query, by this timeout or otherwise, the pool closes the connection and never uses it again.
  const statement = { name: nameOf(text), text, values, query_timeout: queryTimeoutMs.getStore() };
  const { rows } = await pool.query(statement).catch(throwMarkedBusy);
  return rows as Row[];
}

/**
 * Runs a statement behind a precondition, on one connection of the pool. For `read` of sql.ts only.
 * @throws what the precondition throws
 */
export async function runWithPrecondition<Row>(precondition: Precondition, { text, values }: Prisma.Sql): Promise<Row[]> {
  const { pool, nameOf } = currentDatabase();
  const client = await pool.connect().catch(throwMarkedBusy);
  let failure: Error | undefined;
  try {
    corkThisTurn(client);
    const met = sendPrecondition(client, precondition);
    const answer = client.query({ name: nameOf(text), text, values });
    const [{ rows: found }, { rows }] = await Promise.all([met, answer]).catch((error: Error) => {
      // The connection is closed, as the pool does after a query of its own.
      failure = error;
      return throwMarkedBusy(error);
    });
    precondition.require(found);
    return rows as Row[];
  } finally {
    client.release(failure);
  }
}

/** Sends a precondition. Its answer has 4 s, because it leaves first: after that the connection is closed (`withQueryTimeout`). */
export function sendPrecondition(client: PoolClient, { statement: { text, values } }: Precondition): Promise<QueryResult> {
  return client.query({ name: currentDatabase().nameOf(text), text, values, query_timeout: shortTimeoutMs } as QueryConfig);
}

/**
 * Sends everything that is sent in this turn of the event loop in one write. Because each write to PostgreSQL costs as much as a small
 * statement.
 */
export function corkThisTurn(client: PoolClient): void {
  process.nextTick(cork(client));
}

/** Keeps back what is sent. @returns how to let it go */
export function cork(client: PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
  stream.cork();
  return () => stream.uncork();
}

/** Marks an error that says the database is busy or away, so that a page says that instead of a fault. @throws the error */
function throwMarkedBusy(error: unknown): never {
  throw isUnavailable(error) ? Object.assign(error as Error, { digest: busyDigest }) : error;
}

/** The connections to a PostgreSQL server. */
export const poolSize = 12;
