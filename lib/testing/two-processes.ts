import { afterAll, beforeAll, inject } from "vitest";
import { pool } from "#lib/server/db/client.ts";
import { type Process, startProcess } from "./processes";
import { findRedis } from "./redis";

/**
 * Two processes on the test's database and a Redis, started before the tests of a file and stopped after them. `redis` is null, and nothing
 * is started, without a Redis 7 or without a PostgreSQL server, because an embedded database can have only one process.
 */
export async function useTwoProcesses() {
  const redis = inject("testServer") ? await findRedis() : null;
  const pair: { a: Process; b: Process } = {} as { a: Process; b: Process };
  beforeAll(async () => {
    if (!redis) return;
    const { connectionString = "" } = pool().options;
    [pair.a, pair.b] = await Promise.all([startProcess(connectionString, redis.url), startProcess(connectionString, redis.url)]);
  });
  afterAll(async () => {
    await Promise.all([pair.a?.stop(), pair.b?.stop()]);
    await redis?.own?.stop();
  });
  return { redis, pair };
}
