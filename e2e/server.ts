import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createDatabase, databaseUrl, dropDatabases } from "#lib/testing/test-postgres.ts";

const root = resolve(import.meta.dirname, "..");

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

/** What `global-setup.ts` makes once: a data folder with the embedded demo data and its videos, and the same data on PostgreSQL. */
export type DemoData = { folder: string; postgres: { url: string; template: string } | null };

/** The environment variable with the `DemoData` of this run, as JSON. Without it a server begins with an empty folder. */
export const demoData = "E2E_DEMO_DATA";

/** Signs sessions on PostgreSQL, where a server makes no secret of its own. */
export const secret = "a-secret-of-the-stories-of-more-than-32-bytes";

/** For servers of the stories that are about the embedded database. */
export const embedded = { DATABASE_URL: "" };

/** Where a server keeps its data: a new folder, and perhaps a database of its own. */
type Place = { folder: string; env: Record<string, string>; remove(): Promise<void> };

/**
 * A place with the demo data: on PostgreSQL where there is one, or embedded if `env` has an empty DATABASE_URL. An empty place if `env` says
 * where the data is, or there is no demo data to copy.
 */
async function makePlace(env: Record<string, string>): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "handraise-e2e-"));
  const removeFolder = async () => rmSync(folder, { recursive: true, force: true });
  const empty: Place = { folder, env: {}, remove: removeFolder };
  const demo = JSON.parse(process.env[demoData] ?? "null") as DemoData | null;
  if (!demo || env.DATABASE_URL || env.DATA_DIR || env.S3_ENDPOINT) return empty;
  if (!demo.postgres || env.DATABASE_URL === "") {
    cpSync(demo.folder, folder, { recursive: true });
    return empty;
  }
  cpSync(join(demo.folder, "media"), join(folder, "media"), { recursive: true });
  const { url, template } = demo.postgres;
  const name = `${template}_${process.pid}_${++databases}`;
  await createDatabase(url, name, template);
  return {
    folder,
    env: { DATABASE_URL: databaseUrl(url, name), NEXTAUTH_SECRET: secret },
    async remove() {
      await dropDatabases(url, name);
      await removeFolder();
    },
  };
}
let databases = 0;

/** The built server as users start it, with the demo data and with a port and a data folder of its own. */
export class AppServer {
  private child: ChildProcess | undefined;
  private output = "";

  private constructor(
    readonly port: number,
    private readonly place: Place,
    private readonly env: Record<string, string>,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<AppServer> {
    const server = new AppServer(await freePort(), await makePlace(env), env);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Where it stores videos and what was uploaded of them. */
  get mediaFolder(): string {
    return join(this.place.folder, "media");
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Its standard output and error since it was started. */
  get log(): string {
    return this.output;
  }

  /** @param more environment variables of this start only */
  async start(more: Record<string, string> = {}): Promise<void> {
    this.output = "";
    const child = spawn(process.execPath, [".setup/server.mjs"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(this.port),
        DATA_DIR: this.place.folder,
        DATABASE_URL: "",
        NEXTAUTH_URL: "",
        NEXTAUTH_SECRET: "",
        LOG_LEVEL: "error",
        ...this.place.env,
        ...this.env,
        ...more,
      },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    const deadline = Date.now() + 90_000;
    while (!this.output.includes("Handraise is ready")) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error(`the server did not start:\n${this.output}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Closes our ends of its standard output and error, so that nobody reads what it writes. */
  stopReading(): void {
    this.child?.stdout?.destroy();
    this.child?.stderr?.destroy();
  }

  /** Ends the process and waits until it is gone. @returns its exit code, null when the signal ended it */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, "exit");
    return child.exitCode;
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.place.remove();
  }
}
