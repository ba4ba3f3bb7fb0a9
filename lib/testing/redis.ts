import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { freePort } from "./throwaway-postgres";

/** A Redis that tests may stop and freeze. */
export type OwnRedis = {
  url: string;
  /** Kills it. `start` uses the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops its process, which keeps its connections but answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
};

/** Starts the system's `redis-server` on a free port, without files. null where it is missing or older than 7 (no sharded pub/sub). */
export async function ownRedis(): Promise<OwnRedis | null> {
  try {
    const version = /v=(\d+)/.exec(execFileSync("redis-server", ["--version"], { encoding: "utf8" }))?.[1];
    if (Number(version) < 7) return null;
  } catch {
    return null;
  }
  const port = await freePort();
  let server: ChildProcess | null = null;
  const redis: OwnRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"].map(String);
      server = spawn("redis-server", args, { stdio: "ignore", cwd: tmpdir() });
      for (let attempt = 0; attempt < 200; attempt++) {
        if (await listens(port)) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error("redis-server did not start");
    },
    async stop() {
      const last = server;
      server = null;
      if (!last || last.exitCode !== null) return;
      const exited = once(last, "exit");
      last.kill("SIGKILL");
      await exited;
    },
    freeze: () => void server?.kill("SIGSTOP"),
    thaw: () => void server?.kill("SIGCONT"),
  };
  await redis.start();
  return redis;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, "127.0.0.1");
    probe.once("connect", () => resolve(true)).once("error", () => resolve(false));
    probe.once("connect", () => probe.destroy());
  });
}

/** A Redis started for the tests, or the one at the usual port, or null. */
export async function findRedis(): Promise<{ url: string; own: OwnRedis | null } | null> {
  const own = await ownRedis();
  if (own) return { url: own.url, own };
  return (await listens(6379)) ? { url: "redis://127.0.0.1:6379", own: null } : null;
}
