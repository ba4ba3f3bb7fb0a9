import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client, Pool, type PoolClient, type PoolConfig, type QueryConfig, types } from "pg";
import { log } from "../log";
import { remember } from "../remember";
import { databaseSlot, poolSize } from "./client";
import { type Embedded, embeddedPoolSize, startEmbedded } from "./embedded";
import { PrismaClient } from "./generated/client";
import { migrate } from "./migrate";
import { RoutedPool } from "./routed-pool";
import { statementNames } from "./statement-names";

const running = remember("database.embedded", (): { server: Embedded | null; opening: boolean } => ({
  server: null,
  opening: false,
}));

/** PostgreSQL's oid of bigint. Ours are sequences and counts far below 2^53. */
const bigintOid = 20;
const getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === bigintOid ? Number : types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser;

/**
 * A client that closes after a query without an answer in time. Because its state is unknown: what was queued behind the query (a ROLLBACK,
 * say) may never be sent, and the next user of the connection would write into an abandoned transaction.
 */
export class TimeoutClient extends Client {
  /** Passes on all forms of pg's own method; `never` stands for whatever they return. */
  override query(...args: unknown[]): never {
    const answer: unknown = Reflect.apply(super.query, this, args);
    // `end` breaks off what hangs. The pool knows of it at once, so that nobody who waits gets this connection meanwhile.
    if (answer instanceof Promise) answer.catch((error: Error) => void (error.message === "Query read timeout" && this.end()));
    return answer as never;
  }
}

let opened = 0;

/**
 * A client of the embedded database, whose connections share one backend, also the one that broke and its successor. So each names its
 * prepared statements for itself.
 */
class EmbeddedClient extends TimeoutClient {
  private readonly prefix = `c${opened++}`;

  override query(statement: unknown, ...more: unknown[]): never {
    const isNamed = isQueryConfig(statement) && statement.name;
    return super.query(isNamed ? { ...statement, name: `${this.prefix}${statement.name}` } : statement, ...more);
  }
}

/** Whether this is a text with values and a name, rather than a text alone or a query of pg that sends itself. */
const isQueryConfig = (statement: unknown): statement is QueryConfig =>
  typeof statement === "object" && statement !== null && !("submit" in statement);

/**
 * Finds a connection that went silent while idle within 20 s (10 s until the first probe, then Node's ten, one a second). No probes are
 * sent during a query, so queries have a time limit here that returns every connection to the pool. Callers with less time use
 * `withQueryTimeout` in client.ts. No statement of ours runs as long, and no transaction may.
 */
const keepAliveOptions: PoolConfig = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 60_000 };

/**
 * The time limits of PostgreSQL itself, in ms, so that nothing goes on there after we stopped waiting. A lock is waited for only shortly,
 * because each waiting transaction keeps one of few connections. `transaction` in client.ts tries again. The embedded database has one
 * backend and no clock that could interrupt it.
 */
const serverTimeouts: PoolConfig = { statement_timeout: 30_000, lock_timeout: 3000, idle_in_transaction_session_timeout: 30_000 };

type Where = { databaseUrl: string | null; dataDir: string };

/**
 * Connects this process to its database, the embedded one if none is configured, and brings it up to date.
 * @throws Error with a clear text when it can't be reached or is in use
 */
export async function openDatabase({ databaseUrl, dataDir }: Where): Promise<void> {
  if (databaseSlot.current || running.opening) throw new Error("the database is open already");
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
    ? { host: embedded.host, user: "postgres", database: "postgres", max: embeddedPoolSize, connectionTimeoutMillis: 30_000 }
    : { connectionString: databaseUrl ?? "", min: 4, max: poolSize, connectionTimeoutMillis: 10_000 };
  try {
    await migrateDatabase({ ...reach, min: 0, max: 1 });
  } catch (error) {
    await embedded?.close();
    throw embedded ? error : toStartError(error);
  }
  const routed = new AsyncLocalStorage<PoolClient>();
  // Without `pipeline` a statement leaves only when the one before is answered (transaction.ts).
  const settings = { ...reach, ...keepAliveOptions, ...(!embedded && serverTimeouts), types: { getTypeParser }, pipeline: true };
  const pool: Pool = withErrorLog(new RoutedPool({ ...settings, Client: embedded ? EmbeddedClient : TimeoutClient }, routed));
  // What a connection prepared that broke is still there.
  if (embedded) pool.on("connect", (client) => void client.query("DEALLOCATE ALL").catch(() => undefined));
  // An open connection also keeps the process running while it waits for the rest of its start (a Redis that is away, say).
  (await pool.connect()).release();
  const nameOf = statementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  databaseSlot.current = { pool, prisma: new PrismaClient({ adapter }), nameOf, routed, embedded: embedded !== null };
  running.server = embedded;
}

/** Without a listener, an idle connection that breaks would end the process. */
const withErrorLog = <Kind extends Pool>(pool: Kind): Kind =>
  pool.on("error", (error) => log.warn({ err: error }, "a database connection broke"));

/** Migrates on a connection without time limits, because an index over millions of rows takes longer than a minute. */
async function migrateDatabase(reach: PoolConfig): Promise<void> {
  const pool = withErrorLog(new Pool({ ...reach, keepAlive: true }));
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

/** Codes of hosts that are not found or do not answer, of wrong users and passwords, and of a server that is starting or full. */
const unreachable = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|28P01|28000|57P03|53300)/;

function toStartError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "3D000")
    return new Error("The database that DATABASE_URL names does not exist: create it first (createdb), it may be empty.", { cause: error });
  // pg's own words for what has no code: an address that swallows packets, a server that hangs up.
  if (unreachable.test(code) || (code === "" && /^timeout|^Connection terminated|^The server does not support SSL/.test(error.message)))
    return new Error(`PostgreSQL cannot be reached at DATABASE_URL: ${error.message || code}`, { cause: error });
  return error;
}

/** Closes the database; the embedded one is shut down properly. */
export async function closeDatabase(): Promise<void> {
  const last = databaseSlot.current;
  const { server } = running;
  databaseSlot.current = null;
  running.server = null;
  await last?.prisma.$disconnect();
  await last?.pool.end().catch(() => undefined);
  await server?.close();
}
