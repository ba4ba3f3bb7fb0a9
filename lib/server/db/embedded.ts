import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { log } from "../log";
import { lockFolder, waitForLeaver } from "./folder-lock";

/**
 * One connection, for which everyone waits in the pool. PGlite has one backend anyway, and its socket server queues single protocol
 * messages. With several connections, the Parse of one could come before the Execute of another, and a statement would run with the wrong
 * plan or none (pglite-socket 0.2.17; seen here as "unnamed prepared statement does not exist").
 */
export const embeddedPoolSize = 1;

/** The kernel's limit for the path of a Unix socket, less the terminating zero, in bytes. */
const socketPathMax = 107;
const socketName = ".s.PGSQL.5432";

export type Embedded = {
  /** The host for `pg`: the folder of the socket. */
  host: string;
  close(): Promise<void>;
};

/**
 * Starts the embedded PostgreSQL on the folder `dataDir/db`, reached over a Unix socket that only this user can open.
 * @throws Error with a clear text when another process uses the folder, or when the database in it can't be opened
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await waitForLeaver(dataDir);
  const unlock = lockFolder(dataDir);
  const { host, remove } = socketFolder(dataDir);
  const letGo = () => {
    remove();
    unlock();
  };
  const socketPath = join(host, socketName);
  const worker = new Worker(resolve(process.cwd(), "lib/server/db/embedded-worker.mjs"), {
    // A broken connection may still exist while the pool opens the next one.
    workerData: { folder: join(dataDir, "db"), socketPath, maxConnections: embeddedPoolSize + 3 },
    // The worker needs none of this process's loaders (tsx, vitest).
    execArgv: [],
  });
  try {
    await ready(worker);
    chmodSync(socketPath, 0o600);
  } catch (cause) {
    await worker.terminate();
    letGo();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The embedded database in ${dataDir} does not start: ${reason}`, { cause });
  }
  let closing = false;
  worker.on("error", (error) => log.fatal({ err: error }, "the embedded database failed"));
  worker.on("exit", (code) => {
    if (closing) return;
    log.fatal({ code }, "the embedded database stopped");
    process.exit(1);
  });
  return {
    host,
    async close() {
      closing = true;
      const closed = new Promise<void>((done) => worker.once("exit", () => done()));
      worker.postMessage("close");
      await closed;
      letGo();
    },
  };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`it ended with ${code}`));
    worker.once("error", reject).once("exit", onExit);
    worker.once("message", () => {
      worker.off("error", reject).off("exit", onExit);
      resolve();
    });
  });
}

/**
 * The folder of the socket: the data folder or, where that path is too long for a socket, a folder in the system's place for temporary
 * files.
 */
function socketFolder(dataDir: string): { host: string; remove: () => void } {
  const folder = join(dataDir, "run");
  if (Buffer.byteLength(join(folder, socketName)) > socketPathMax) {
    const elsewhere = mkdtempSync(join(tmpdir(), "handraise-"));
    return { host: elsewhere, remove: () => rmSync(elsewhere, { recursive: true, force: true }) };
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const remove = () => rmSync(join(folder, socketName), { force: true });
  // A killed process left it behind. The lock proves that nobody listens there any more.
  remove();
  return { host: folder, remove };
}
