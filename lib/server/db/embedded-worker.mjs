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
handOverWholeStatements(server.queryQueue);
await server.start();

parentPort.on("message", async () => {
  await server.stop();
  await database.close();
  parentPort.postMessage("closed");
  parentPort.close();
});
parentPort.postMessage("ready");

/**
 * Lets the socket server hand over whole statements and write their answers at once. Otherwise it does so message by message
 * (pglite-socket 0.2.17): four calls and four writes for a statement of Bind, Describe, Execute and Sync. What a connection had sent of a
 * statement when it broke is dropped, so that it never reaches the backend, which all connections share.
 */
function handOverWholeStatements(queue) {
  const { enqueue, clearQueueForHandler } = queue;
  /** Messages by connection that wait for the last one of their statement. */
  const pending = new Map();
  queue.enqueue = async (connection, message, write) => {
    const before = pending.get(connection) ?? [];
    if (!ends(message)) {
      pending.set(connection, before);
      before.push(message);
      return 0;
    }
    pending.delete(connection);
    const whole = isTermination(message) ? message : Buffer.concat([...before, message]);
    const answers = [];
    const bytes = await enqueue.call(queue, connection, whole, (answer) => answers.push(answer.slice()));
    write(Buffer.concat(answers));
    return bytes;
  };
  queue.clearQueueForHandler = (connection) => {
    pending.delete(connection);
    clearQueueForHandler.call(queue, connection);
  };
}

/** Whether PostgreSQL answers a message at once: the start of a connection (which has no type), Sync, Query or Flush; or it is the last. */
function ends(message) {
  return message[0] === 0 || isTermination(message) || "SQH".includes(String.fromCharCode(message[0]));
}

function isTermination(message) {
  return message[0] === "X".charCodeAt(0);
}
