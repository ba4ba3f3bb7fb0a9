// Asks one address every so often, in a thread of its own: an attacker's busy event loop would make the answers look late.
import { Agent, get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const { url, everyMs } = workerData;
/** Alternates between a kept connection, like a browser, and a new one, like a load balancer. */
const agents = [new Agent({ keepAlive: true, maxSockets: 50 }), new Agent({ keepAlive: false, maxSockets: 50 })];
let asked = 0;
const times = [];
let failed = 0;
let open = 0;
let stopping = false;

function finish() {
  if (stopping && open === 0) parentPort.postMessage({ times, failed });
}

const timer = setInterval(() => {
  // Those that wait already say how long; more of them would only come late themselves.
  if (open >= 20) return;
  const from = performance.now();
  open++;
  const done = (ok) => {
    open--;
    times.push(performance.now() - from);
    if (!ok) failed++;
    finish();
  };
  const request = get(url, { agent: agents[asked++ % 2], timeout: 30_000 }, (response) => {
    response.resume();
    response.once("end", () => done(response.statusCode === 200));
  });
  request.once("timeout", () => request.destroy(new Error("no answer")));
  request.once("error", () => done(false));
}, everyMs);

parentPort.once("message", () => {
  stopping = true;
  clearInterval(timer);
  finish();
});
