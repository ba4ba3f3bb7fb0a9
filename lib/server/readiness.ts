import { texts } from "#lib/contract/errors.ts";
import type { Readiness } from "#lib/contract/health.ts";
import { config } from "./config";
import { read, sql } from "./db/sql";
import { AppError } from "./errors";
import { redis } from "./redis/client";
import { withTimeout } from "./with-timeout";

/**
 * docs/contract.md section 9, `GET /api/ready`: the database answers within 2 s, and Redis within one if it is configured.
 * @throws AppError unavailable that says which does not
 */
export function readiness(): Promise<Readiness> {
  // Simultaneous callers share an answer, because anyone may ask at any rate.
  asking.now ??= look().finally(() => {
    asking.now = null;
  });
  return asking.now;
}

const asking: { now: Promise<Readiness> | null } = { now: null };

async function look(): Promise<Readiness> {
  await withTimeout(read(sql`SELECT 1`), 2000, "no answer within 2 s").catch((cause: unknown) => {
    throw new AppError("unavailable", texts.databaseIsAway, { cause });
  });
  if (config().redisUrl === null) return { database: "up", broker: "none" };
  await pingRedis().catch((cause: unknown) => {
    throw new AppError("unavailable", texts.redisIsAway, { cause });
  });
  return { database: "up", broker: "up" };
}

async function pingRedis(): Promise<void> {
  const client = redis();
  if (!client) throw new Error("Redis has not been opened");
  await client.ping();
}
