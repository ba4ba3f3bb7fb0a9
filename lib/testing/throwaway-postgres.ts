import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";

export type TestPostgres = { url: string; stop: () => Promise<void> };
export type Throwaway = TestPostgres & {
  /** Kills the server as a crash of its machine would, and starts it again on the same files. */
  crash: () => Promise<void>;
  /** Ends the server in order and leaves its files. @returns the folder, for `preparedCluster` */
  halt: () => Promise<string>;
};

/** The environment variable with the folder of a stopped server's files. What `startThrowaway` starts then begins as a copy of them. */
export const preparedCluster = "TEST_PREPARED_CLUSTER";

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

/** The folder of the newest server's programs, as Debian installs them. undefined where there is none. */
function programs(): string | undefined {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

/**
 * Starts a PostgreSQL of the system's packages on a free port. null where there is none or it does not start. `stop` deletes it.
 * @param fsync whether a commit waits for the disk, as it does in use. Tests need not wait.
 */
export async function startThrowaway({ fsync = false } = {}): Promise<Throwaway | null> {
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), "handraise-pg-"));
  let server: ChildProcess | undefined;
  const halt = async () => {
    // SIGINT ends the server at once, even if clients are connected.
    if (server && server.exitCode === null && server.kill("SIGINT")) await once(server, "exit");
    return folder;
  };
  const stop = async () => rmSync(await halt(), { recursive: true, force: true });
  try {
    // PostgreSQL refuses to run as root. Debian's package has made a user for it.
    const asRoot = process.getuid?.() === 0;
    const prefix = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
    const command = (name: string, args: string[]): [string, string[]] => {
      const [first = "", ...rest] = [...prefix, join(bin, name), ...args];
      return [first, rest];
    };
    const quiet = { stdio: "ignore", cwd: tmpdir() } as const;
    if (asRoot) execFileSync("chown", ["postgres:postgres", folder], quiet);
    const prepared = process.env[preparedCluster];
    if (prepared) execFileSync("cp", ["-a", `${prepared}/.`, folder], quiet);
    else execFileSync(...command("initdb", ["-D", folder, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]), quiet);
    const port = await freePort();
    const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, `fsync=${fsync ? "on" : "off"}`];
    const args = ["-D", folder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
    const start = () => spawn(...command("postgres", args), quiet);
    server = start();
    const crash = async () => {
      if (server?.kill("SIGQUIT")) await once(server, "exit");
      server = start();
      while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await answers(url)) return { url, stop, crash, halt };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } catch {
    // No such user, no setpriv or no space. The tests then run on embedded databases.
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
