import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { remember } from "./remember";

/** The metrics of `GET /metrics` for this process, with Prometheus' kind of names: nouns with units, labels of few values. */
function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: "handraise_http_request_duration_seconds",
      help: "Time from the head of a request to the end of its answer, by the route's folder; pages and files are one each",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    refusedTotal: new Counter({
      name: "handraise_requests_refused_total",
      help: "Requests and acts over a limit, by the limit",
      labelNames: ["limit"],
      registers,
    }),
    emittedTotal: new Counter({
      name: "handraise_events_emitted_total",
      help: "Events handed to the sockets of this process, by the event",
      labelNames: ["event"],
      registers,
    }),
    replayedTotal: new Counter({
      name: "handraise_events_replayed_total",
      help: "Events that were stored and had not been emitted here, and were emitted by reconciling",
      registers,
    }),
    /** Makes a gauge that is read on demand. */
    gauge: (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      }),
  };
}

/** The metrics of this process, made at the first call. */
export const metrics = () => remember("metrics", makeMetrics);

const routes = new WeakMap<object, string>();

/** Notes which route answers, for the label of its time. @param response Node's own */
export const labelRoute = (response: object, folder: string): void => void routes.set(response, folder);

export const routeOf = (response: object): string | undefined => routes.get(response);
