// A process with the socket server, as server.ts has it. Tests call `doors` by HTTP, in place of pages and REST (processes.ts).
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { callerFromBearer } from "#lib/server/auth/authenticate.ts";
import { endSession } from "#lib/server/auth/sessions.ts";
import { config } from "#lib/server/config.ts";
import { openDatabase } from "#lib/server/db/open.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { bus, type OutboundEvent, publish } from "#lib/server/events/bus.ts";
import { consume } from "#lib/server/rate-limits.ts";
import { readiness } from "#lib/server/readiness.ts";
import { createSocketServer } from "#lib/server/realtime/socket-server.ts";
import { redis } from "#lib/server/redis/client.ts";
import { openRedis } from "#lib/server/redis/open.ts";
import { testRequest } from "./factories";

const doors: Record<string, (body: never) => unknown> = {
  /** Publishes these events. @returns how long `publish` took, in ms */
  publish(events: OutboundEvent[]) {
    const started = performance.now();
    publish(events);
    return performance.now() - started;
  },
  end: (sessionId: string) => endSession(sessionId),
  ready: () => readiness(),
  spend: (key: string) => consume("loginFailure", key),
  /** Posts a reply as the person of the token. */
  async reply({ token, threadId, content }: { token: string; threadId: string; content: string }) {
    const caller = await callerFromBearer(token);
    return caller && addMessage({ caller, params: { id: threadId }, body: { content }, request: testRequest() });
  },
};

await openDatabase(config());
await openRedis(config().redisUrl);
const http = createServer(async (request, response) => {
  try {
    const requestText = (await text(request)) || "null";
    response.end(JSON.stringify({ value: (await doors[request.url?.slice(1) ?? ""]?.(JSON.parse(requestText) as never)) ?? null }));
  } catch (error) {
    response.end(JSON.stringify({ error: (error as Error).message }));
  }
});
createSocketServer(http, { config: config(), redis: redis(), bus });
http.listen(Number(process.env.SOCKET_PORT || 0), "127.0.0.1", () =>
  console.log(JSON.stringify({ port: (http.address() as AddressInfo).port })),
);
// Ends when its standard input closes, at the latest when the tests end.
process.stdin.resume().on("end", () => process.exit(0));
