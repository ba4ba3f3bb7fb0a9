import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient, QueryResult } from "pg";
import type { Precondition } from "../precondition";
import { remember } from "../remember";
import { semaphore } from "../semaphore";
import { cork, corkThisTurn, currentDatabase, poolSize, sendPrecondition } from "./client";
import { Prisma } from "./generated/client";

/**
 * A transaction. `$queryRaw` and `$executeRaw` go to its connection as they are; a model (`tx.user`) goes through Prisma, which costs three
 * times as much and is for what is rare (decision 0034).
 */
export type Tx = Prisma.TransactionClient;

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

/** How many connections transactions may use. The others are left to reads, which wait for no row lock. */
const seats = remember("database.seats", () => semaphore(poolSize - 4));

const begun = remember("database.begun", () => ({ count: 0 }));

/** How many transactions this process has begun so far. */
export const transactionsStarted = (): number => begun.count;

/** How long a transaction may last, in ms. */
const timeoutMs = 20_000;

/**
 * Runs `work` in one transaction, again (up to three times) if PostgreSQL asks for it. Inside it only `tx` is awaited: on the embedded
 * database an open transaction makes every other client wait, so another query would wait for its own transaction. For work without events
 * and jobs; `commit` (commit.ts) is for the rest. A precondition leaves together with the first statements: nothing that they answer
 * reaches `work` before it is met.
 * @throws AppError unavailable when none could begin within 15 s; what `precondition` throws
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, precondition?: Precondition): Promise<T> {
  begun.count++;
  for (let attempt = 1; ; attempt++) {
    const leave = await seats(15_000);
    try {
      return await runOnce(work, precondition);
    } catch (error) {
      if (attempt === 3 || !isTransient(error)) throw error;
    } finally {
      leave();
    }
    await sleep(10 + Math.random() * 50 * attempt);
  }
}

async function runOnce<T>(work: (tx: Tx) => Promise<T>, precondition?: Precondition): Promise<T> {
  const client = await currentDatabase().pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  const timer = setTimeout(() => {
    broken = new Error(`Query read timeout: a transaction lasted longer than ${timeoutMs} ms`);
    // Its statements fail, and the connection is not used again.
    void (client as unknown as { end(): Promise<void> }).end();
  }, timeoutMs);
  const running: Running = { client, met: null, committing: null, failed: null, isOver: false };
  try {
    corkThisTurn(client);
    // BEGIN is not waited for: it leaves together with the first statement.
    const begun = client.query("BEGIN");
    begun.catch(() => undefined);
    if (precondition?.isMet === false) running.met = sendPrecondition(client, precondition).then(({ rows }) => precondition.require(rows));
    running.met?.catch(() => undefined);
    const result = await work(transactionOn(running));
    await begun;
    await running.met;
    // PostgreSQL answers so when a statement had failed and `work` went on nevertheless.
    if ((await commit(running)).command === "ROLLBACK")
      throw new Error("a transaction went on after a statement that failed", { cause: running.failed });
    return result;
  } catch (error) {
    running.isOver = true;
    await client.query("ROLLBACK").catch((failed: Error) => {
      broken ??= failed;
    });
    // Of statements that left together, all behind the one that failed only say that it did.
    throw codeOf(error) === abortedTransactionCode ? (running.failed ?? error) : error;
  } finally {
    clearTimeout(timer);
    client.off("error", onError);
    client.release(broken);
  }
}

type Running = {
  client: PoolClient;
  /** Fulfilled when the precondition is met; null without one. */
  met: Promise<void> | null;
  committing: Promise<QueryResult> | null;
  /** The error of the first statement that failed. */
  failed: unknown;
  isOver: boolean;
};

/** PostgreSQL's code for a statement that it did not run, because one before it had failed. */
const abortedTransactionCode = "25P02";
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** Sends COMMIT, once. Nothing can be sent after it. */
function commit(running: Running): Promise<QueryResult> {
  running.isOver = true;
  running.committing ??= running.client.query("COMMIT");
  return running.committing;
}

const runningOf = new WeakMap<Tx, Running>();

/**
 * Sends COMMIT in one write with the statements that `act` sends before it first waits. They are the transaction's last: later ones are
 * refused. When one of them fails, or `act` itself before it has sent all of them, nothing is kept. To be called after something was
 * awaited, as the rest of `act` then has its turn before COMMIT leaves.
 */
export function sendWithCommit<Result>(tx: Tx, act: () => Promise<Result>): Promise<Result> {
  const running = runningOf.get(tx);
  if (!running) return act();
  let hasFailed = false;
  const release = cork(running.client);
  const result = act();
  running.isOver = true;
  result.catch(() => {
    hasFailed = true;
  });
  process.nextTick(() => {
    // What a statement says of its failure is better than what COMMIT says afterwards.
    if (!hasFailed) commit(running).catch(() => undefined);
    release();
  });
  return result;
}

type Query = TemplateStringsArray | Prisma.Sql;

/** What `work` gets. Prisma's own transaction has the same face. It refuses everything once it is over. */
function transactionOn(own: Running): Tx {
  const { client } = own;
  const { nameOf, prisma, routed } = currentDatabase();
  const requireOpen = () => {
    if (own.isOver) throw new Error("the transaction is over: await everything that takes it");
  };
  const run = async (text: string, values: unknown[]) => {
    requireOpen();
    corkThisTurn(client);
    const answer = client.query({ name: nameOf(text), text, values }).catch((error: unknown) => {
      own.failed ??= error;
      throw error;
    });
    if (!own.met) return answer;
    answer.catch(() => undefined);
    await own.met;
    return answer;
  };
  const runSql = (query: Query, values: unknown[]) => {
    const { text, values: bound } = "raw" in query ? Prisma.sql(query, ...values) : query;
    return run(text, bound);
  };
  const raw = {
    $queryRaw: async (query: Query, ...values: unknown[]) => (await runSql(query, values)).rows,
    $executeRaw: async (query: Query, ...values: unknown[]) => (await runSql(query, values)).rowCount ?? 0,
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await run(text, values)).rows,
    $executeRawUnsafe: async (text: string, ...values: unknown[]) => (await run(text, values)).rowCount ?? 0,
  };
  const model = (name: string) => {
    const methods = (prisma as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>)[name];
    const call = (method: string, args: unknown[]) =>
      routed.run(client, async () => {
        requireOpen();
        // Awaited inside, because Prisma begins only when somebody waits.
        return await methods?.[method]?.(...args);
      });
    return new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...args: unknown[]) =>
            call(method, args),
      },
    );
  };
  const tx = new Proxy(raw, {
    get: (_, name: string) => (Object.hasOwn(raw, name) ? raw[name as keyof typeof raw] : model(name)),
  }) as unknown as Tx;
  runningOf.set(tx, own);
  return tx;
}
