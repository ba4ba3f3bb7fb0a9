import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";

export type TestPostgres = { url: string; stop: () => Promise<void> };
export type Throwaway = TestPostgres & {
  /** Ends it without a word to anybody, as when its machine is pulled away, and starts it again on what it had. */
  crash: () => Promise<void>;
};

/** Whether a PostgreSQL answers at this address. */
export async function answers(url: string): Promise<boolean> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 1500 });
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}

/** Where Debian's packages put the newest server's programs; undefined where there are none. */
function programs(): string | undefined {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

/** A PostgreSQL from the system's own packages, on a free port, gone after the tests; null where there is none or it does not start. */
export async function startThrowaway(): Promise<Throwaway | null> {
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), "handraise-pg-"));
  let server: ChildProcess | undefined;
  const stop = async () => {
    // SIGINT: ends at once, whoever is connected.
    if (server && server.exitCode === null && server.kill("SIGINT")) await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // PostgreSQL refuses to run as root; Debian's package brings a user for it.
    const asRoot = process.getuid?.() === 0;
    const prefix = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
    const command = (name: string, args: string[]): [string, string[]] => {
      const [first = "", ...rest] = [...prefix, join(bin, name), ...args];
      return [first, rest];
    };
    const quiet = { stdio: "ignore", cwd: tmpdir() } as const;
    if (asRoot) execFileSync("chown", ["postgres:postgres", folder], quiet);
    execFileSync(...command("initdb", ["-D", folder, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]), quiet);
    const port = await freePort();
    const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off"].flatMap((setting) => ["-c", setting]);
    const start = () => spawn(...command("postgres", ["-D", folder, "-p", String(port), ...settings]), quiet);
    server = start();
    const crash = async () => {
      if (server?.kill("SIGQUIT")) await once(server, "exit");
      server = start();
      while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    for (let attempt = 0; attempt < 40; attempt++) {
      if (await answers(url)) return { url, stop, crash };
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } catch {
    // No such user, no setpriv, no space: then the tests run on the embedded one.
  }
  await stop();
  return null;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
