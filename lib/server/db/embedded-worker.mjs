// The embedded PostgreSQL: PGlite runs its queries synchronously, so it lives in a thread of its own and the event loop stays free.
// Plain JavaScript, because a worker starts under plain Node however the app itself was started.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const { folder, socketPath, maxConnections } = workerData;
// Durability as PostgreSQL has it: a commit is answered when it is written.
const database = await PGlite.create(folder, { relaxedDurability: false });

// A wrong statement is answered as PostgreSQL answers it. What throws here is the backend itself, and the socket server would then leave
// everybody waiting for ever (pglite-socket 0.2.17): end the thread instead, and with it the process, which can start again.
const execute = database.execProtocolRawStream.bind(database);
database.execProtocolRawStream = (...message) =>
  execute(...message).catch((error) => {
    setImmediate(() => {
      throw error;
    });
    throw error;
  });

const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
await server.start();

parentPort.on("message", async () => {
  await server.stop();
  await database.close();
  parentPort.postMessage("closed");
  parentPort.close();
});
parentPort.postMessage("ready");
