import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type Floor = { url: string; pid: number | undefined; stop(): Promise<void> };

/** Starts floor-server.mjs on a database. */
export async function startFloor(databaseUrl: string): Promise<Floor> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "floor-server.mjs")], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("the floor has no pipes");
  const exited = once(child, "exit");
  const [first] = await Promise.race([once(stdout, "data"), exited]);
  const { port } = JSON.parse(String(first)) as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    async stop() {
      stdin.end();
      await exited;
    },
  };
}
