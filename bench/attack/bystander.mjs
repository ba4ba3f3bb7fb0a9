// Other people, in a thread of its own: one after the other writes a message every so often; says how long each answer took, in ms.
import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const { url, writers, everyMs } = workerData;
let turn = 0;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const times = [];
const failures = [];
let stopping = false;
let wake = () => undefined;

const post = () =>
  new Promise((resolve) => {
    const { path, token } = writers[turn++ % writers.length];
    const body = JSON.stringify({ content: "What somebody else writes meanwhile." });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const from = performance.now();
    const sent = request(`${url}${path}`, { method: "POST", agent, headers, timeout: 30_000 }, (response) => {
      response.resume();
      response.once("end", () => {
        times.push(performance.now() - from);
        if (response.statusCode !== 201) failures.push(String(response.statusCode));
        resolve();
      });
      response.once("error", resolve);
    });
    sent.once("timeout", () => sent.destroy(new Error("no answer within 30 s")));
    sent.once("error", (error) => {
      times.push(performance.now() - from);
      failures.push(error.message);
      resolve();
    });
    sent.end(body);
  });

parentPort.once("message", () => {
  stopping = true;
  wake();
});
while (!stopping) {
  await post();
  await new Promise((resolve) => {
    wake = resolve;
    setTimeout(resolve, everyMs);
  });
}
parentPort.postMessage({ times, failures });
