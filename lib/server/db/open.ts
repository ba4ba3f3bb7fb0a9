import { PrismaPg } from "@prisma/adapter-pg";
import { Client, Pool, type PoolConfig, types } from "pg";
import { log } from "../log";
import { remember } from "../remember";
import { connections, slot } from "./client";
import { type Embedded, embeddedConnections, startEmbedded } from "./embedded";
import { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";
import { statementNames } from "./statement-names";

const running = remember("database.embedded", (): { server: Embedded | null; opening: boolean } => ({
  server: null,
  opening: false,
}));

/** PostgreSQL's oid of bigint. Ours are sequences and counts far below 2^53. */
const bigint = 20;
const getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === bigint ? Number : types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser;

/**
 * A query that got no answer in time leaves its connection in an unknown state: what was put in line behind it (a ROLLBACK, say) may never be
 * sent, and whoever got the connection next would write into a transaction that is given up. So nobody gets it any more.
 */
export class TimeoutClient extends Client {
  /** All forms of pg's own are handed on as they are; `never` stands for whatever they answer. */
  override query(...given: unknown[]): never {
    const answer: unknown = Reflect.apply(super.query, this, given);
    // `end` breaks off what hangs, and is known to the pool at once: who waits in line for a connection must not get this one meanwhile.
    if (answer instanceof Promise) answer.catch((error: Error) => void (error.message === "Query read timeout" && this.end()));
    return answer as never;
  }
}

/**
 * A connection that went silent while idle is found out in 20 s (10 s until the first probe, then Node's ten, one a second). In a query it
 * is not: then no probes go out. Whoever waits for something in particular gives up sooner (`withQueryTimeout` in client.ts); this is for all the
 * rest, so that no connection is lost to the pool. No statement of ours runs as long, and a transaction may not.
 */
const keepAliveOptions: PoolConfig = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 60_000 };

/**
 * What PostgreSQL itself gives up, in ms, so that nothing goes on there after we stopped waiting. A lock is waited for only shortly: who stands behind one
 * holds a connection, of which there are few. A transaction that meets one is tried again (`transaction` in client.ts). The embedded database has one
 * backend and no clock that could interrupt it.
 */
const serverTimeouts: PoolConfig = { statement_timeout: 30_000, lock_timeout: 3000, idle_in_transaction_session_timeout: 30_000 };

type Where = { databaseUrl: string | null; dataDir: string };

/**
 * Connects this process to its database, the embedded one if none is configured, and brings it up to date.
 * @throws Error with a clear text when it cannot be reached or is in use
 */
export async function openDatabase({ databaseUrl, dataDir }: Where): Promise<void> {
  if (slot.held || running.opening) throw new Error("the database is open already");
  running.opening = true;
  try {
    await open({ databaseUrl, dataDir });
  } finally {
    running.opening = false;
  }
}

async function open({ databaseUrl, dataDir }: Where): Promise<void> {
  const embedded = databaseUrl === null ? await startEmbedded(dataDir) : null;
  const reach: PoolConfig = embedded
    ? { host: embedded.host, user: "postgres", database: "postgres", max: embeddedConnections, connectionTimeoutMillis: 30_000 }
    : { connectionString: databaseUrl ?? "", min: 4, max: connections, connectionTimeoutMillis: 10_000 };
  try {
    await bringUpToDate({ ...reach, min: 0, max: 1 });
  } catch (error) {
    await embedded?.close();
    throw embedded ? error : explained(error);
  }
  const pool = withErrorLog(
    new Pool({ ...reach, ...keepAliveOptions, ...(!embedded && serverTimeouts), Client: TimeoutClient, types: { getTypeParser } }),
  );
  // An open connection is also what keeps the process running while it waits for the rest of its start (a Redis that is away, say).
  (await pool.connect()).release();
  // The embedded one's socket server mixes up the named statements of its clients.
  const nameOf = embedded ? () => "" : statementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  slot.held = { pool, prisma: new PrismaClient({ adapter }), nameOf };
  running.server = embedded;
}

/** Without a listener a connection that breaks while idle would end the process. */
const withErrorLog = (pool: Pool) => pool.on("error", (error) => log.warn({ err: error }, "a database connection broke"));

/** On a connection of its own, which waits as long as it takes: an index over millions of rows is not made in a minute. */
async function bringUpToDate(reach: PoolConfig): Promise<void> {
  const pool = withErrorLog(new Pool({ ...reach, keepAlive: true }));
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

/** Hosts that are not found or do not answer, users and passwords that are not right, a server that is starting or full. */
const unreachable = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|28P01|28000|57P03|53300)/;

function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "3D000")
    return new Error("The database that DATABASE_URL names does not exist: create it first (createdb), it may be empty.", { cause: error });
  // pg's own words for what has no code: an address that swallows packets, a server that hangs up.
  if (unreachable.test(code) || (code === "" && /^timeout|^Connection terminated|^The server does not support SSL/.test(error.message)))
    return new Error(`PostgreSQL cannot be reached at DATABASE_URL: ${error.message || code}`, { cause: error });
  return error;
}

/** Lets go of the database; the embedded one is closed properly. */
export async function closeDatabase(): Promise<void> {
  const last = slot.held;
  const { server } = running;
  slot.held = null;
  running.server = null;
  await last?.prisma.$disconnect();
  await last?.pool.end().catch(() => undefined);
  await server?.close();
}
