// Runs the embedded PostgreSQL. PGlite runs its queries synchronously, so it has a thread of its own and the event loop stays free. Plain
// JavaScript, because a worker starts under plain Node however the app itself was started.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const { folder, socketPath, maxConnections } = workerData;
// As durable as PostgreSQL: a commit is answered when it is written.
const database = await PGlite.create(folder, { relaxedDurability: false });

// PostgreSQL answers a wrong statement with an error. What throws here is the backend itself, after which the socket server would leave
// everybody waiting for ever (pglite-socket 0.2.17). So this ends the thread, and with it the process, which can start again.
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
