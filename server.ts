import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setFlagsFromString } from "node:v8";
import next from "next";
import { serveApi } from "#lib/server/api/serve-api.ts";
import { config } from "#lib/server/config.ts";
import { makeDataDir } from "#lib/server/data-dir.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { bus } from "#lib/server/events/bus.ts";
import { disconnectSlowBodies, serverOptions } from "#lib/server/front/bodies.ts";
import { limitConnections } from "#lib/server/front/connections.ts";
import { front } from "#lib/server/front/front.ts";
import { ignoreClosedOutput, log } from "#lib/server/log.ts";
import { checkMailServer } from "#lib/server/mail/check-mail.ts";
import { createSocketServer } from "#lib/server/realtime/socket-server.ts";
import { redis } from "#lib/server/redis/client.ts";
import { closeRedis, openRedis } from "#lib/server/redis/open.ts";
import { drain } from "#lib/server/start/drain.ts";
import { makeGauges } from "#lib/server/start/gauges.ts";
import { listen, requireFreePort } from "#lib/server/start/listen.ts";
import { startJobs } from "#lib/server/start/start-jobs.ts";
import { uploadHandler } from "#lib/server/videos/serve-uploads.ts";
import { seedOnFirstStart } from "#prisma/seed.ts";

/**
 * How many connections may wait to be accepted. Clients that come back together after a restart overflow Node's own 511, and the kernel
 * lets each of them try again only after 1, 3, 7, 15 s. The system may allow less (`net.core.somaxconn`).
 */
const backlogMax = 16_384;

/**
 * How much V8's heap may grow between two collections, in percent of what is in use. V8's default lets it grow to four times that: a flood
 * of pages left 280 MB of garbage, and 30 MB with this.
 */
const heapGrowingPercent = 50;

/** Boot: configuration → database, Redis → Next → HTTP → sockets → listen → jobs → drain. */
async function main(): Promise<void> {
  ignoreClosedOutput();
  const settings = config();
  // next-auth reads these two from the environment only.
  process.env.NEXTAUTH_URL = settings.publicUrl;
  process.env.NEXTAUTH_SECRET = settings.secrets[0];
  await requireFreePort(settings);
  makeDataDir(settings.dataDir);
  await openDatabase(settings);
  await openRedis(settings.redisUrl);
  if (settings.databaseUrl === null) await seedOnFirstStart();
  const http = createServer(serverOptions);
  // Next comes before Socket.IO, or it would answer /socket.io/ too. Next also listens to upgrades, for hot reload, and would take each of
  // our WebSockets through its routing. Without hot reload it gets another server to listen on.
  const upgrades = settings.dev ? http : createServer();
  const app = next({ dev: settings.dev, hostname: "localhost", port: settings.port, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages = (request: IncomingMessage, response: ServerResponse) => handle(request, response);
  // In development Next compiles routes anew when they change.
  const all = settings.apiThroughNext ? pages : serveApi((await import("#app/api/route-table.ts")).routeTable, pages);
  http.on("request", front(uploadHandler(all)));
  const sockets = createSocketServer(http, { config: settings, redis: redis(), bus });
  disconnectSlowBodies(http);
  limitConnections(http);
  makeGauges(sockets.io);
  const closeSecondListener = await listen(http, settings, backlogMax);
  if (!settings.rateLimits) log.warn("RATE_LIMITS=off: nobody is held back. For load tests alone.");
  const jobs = startJobs();
  // Before the process says that it is ready, because it may be asked to end as soon as it has said so.
  drain({
    http,
    closeSecondListener,
    sockets,
    close: async () => {
      await (await jobs)();
      await app.close();
      closeRedis();
      await closeDatabase();
    },
  });
  console.log(`Handraise is ready: http://localhost:${settings.port}`);
  if (settings.databaseUrl === null)
    console.log(
      "Demo accounts, password handraise-demo: student@example.edu, student2@example.edu, lecturer@example.edu, lecturer2@example.edu, admin@example.edu",
    );
  // Not while it starts: what is loaded then stays, and to collect it again and again costs a sixth of the start.
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  await jobs;
  void checkMailServer();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  log.debug({ err: error }, "the start failed");
  process.exit(1);
});
