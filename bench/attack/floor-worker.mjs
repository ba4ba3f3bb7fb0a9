// A server that does nothing, in a thread of its own: how late it answers is how busy the machine is.
import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

const server = createServer((_request, response) => response.end("{}"));
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
