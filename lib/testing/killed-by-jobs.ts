import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { pool } from "../server/db/client";

const at = (file: string) => JSON.stringify(pathToFileURL(`lib/server/${file}`).href);

/**
 * Starts a process on the test's database, which must be on a PostgreSQL server. It works at the slow queue and kills itself in the middle
 * of its first job.
 * @returns the signal that ended it
 */
export async function startKilledByJobs(): Promise<NodeJS.Signals | null> {
  const program = `
    const { openDatabase } = await import(${at("db/open.ts")});
    const { boss } = await import(${at("jobs/boss.ts")});
    const { runWorker } = await import(${at("jobs/work.ts")});
    await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: "" });
    await boss().start();
    runWorker("slow", { "process-video": () => process.kill(process.pid, "SIGKILL") });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    env: { ...process.env, DATABASE_URL: pool().options.connectionString ?? "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal;
}
