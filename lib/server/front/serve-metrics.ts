import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { texts } from "#lib/contract/errors.ts";
import { config } from "../config";
import { AppError } from "../errors";
import { bearerOf } from "../http/credentials";
import { log } from "../log";
import { metrics } from "../metrics";
import { refuse } from "./refuse";

const path = "/metrics";
const loopback = /^(127\.|::1$|::ffff:127\.)/;
const hashOf = (text: string) => createHash("sha256").update(text).digest();

let asking: Promise<string> | null = null;

export const isMetrics = (url: string) => url.split("?", 1)[0] === path;

/**
 * docs/contract.md section 9, `GET /metrics` for Prometheus: for callers with `METRICS_TOKEN` as a bearer token. Without one configured it
 * is only for this machine, and never through a proxy.
 */
export function serveMetrics(request: IncomingMessage, response: ServerResponse): void {
  const problem = refusalOf(request);
  if (problem) {
    refuse(request, response, problem, false);
    return;
  }
  // Simultaneous callers share an answer, because reading costs a query.
  asking ??= metrics()
    .registry.metrics()
    .finally(() => {
      asking = null;
    });
  asking.then(
    (text) => {
      response.writeHead(200, { "content-type": metrics().registry.contentType, "cache-control": "no-store" });
      response.end(request.method === "HEAD" ? undefined : text);
    },
    (error: unknown) => {
      log.error({ err: error }, "the metrics could not be read");
      refuse(request, response, new AppError("unavailable", "The metrics could not be read"), false);
    },
  );
}

function refusalOf({ method, headers, socket }: IncomingMessage): AppError | null {
  if (method !== "GET" && method !== "HEAD") return new AppError("method_not_allowed", "This address takes GET, HEAD");
  const token = config().metricsToken;
  const bearer = bearerOf(headers.authorization);
  // Hashed, because the comparison needs equal lengths.
  if (token !== null && bearer !== undefined)
    return timingSafeEqual(hashOf(bearer), hashOf(token)) ? null : new AppError("unauthenticated", texts.invalidToken);
  const isForwarded = Object.keys(headers).some(
    (name) => name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip" || name === "via",
  );
  if (token === null && !isForwarded && loopback.test(socket.remoteAddress ?? "")) return null;
  return new AppError("unauthenticated", texts.authenticationRequired);
}
