import { createServer } from "node:http";
import next from "next";
import { config } from "#lib/server/config";
import { closeDatabase, openDatabase } from "#lib/server/db/open";
import { drain } from "#lib/server/drain";
import { front } from "#lib/server/front";
import { startJobs } from "#lib/server/jobs/start-jobs";
import { log } from "#lib/server/log";
import { createSocketServer } from "#lib/server/realtime/socket-server";
import { closeRedis, openRedis } from "#lib/server/redis/open";
import { seedOnFirstStart } from "#prisma/seed";

/** Boot: configuration → database, Redis → Next → HTTP → sockets → listen → jobs → drain. */
async function main(): Promise<void> {
  const settings = config();
  // next-auth reads these two from the environment only.
  process.env.NEXTAUTH_URL = settings.publicUrl;
  process.env.NEXTAUTH_SECRET = settings.secrets[0];
  await openDatabase(settings);
  await openRedis(settings.redisUrl);
  if (settings.databaseUrl === null) await seedOnFirstStart();
  const http = createServer();
  // Next first and Socket.IO after: otherwise Next answers /socket.io/ too.
  const app = next({ dev: settings.dev, hostname: "localhost", port: settings.port, httpServer: http });
  await app.prepare();
  const handle = app.getRequestHandler();
  http.on(
    "request",
    front((request, response) => void handle(request, response)),
  );
  const sockets = createSocketServer(http);
  await new Promise<void>((resolve, reject) =>
    http.once("error", reject).listen({ port: settings.port, ...(settings.host && { host: settings.host }) }, resolve),
  );
  if (!settings.rateLimits) log.warn("RATE_LIMITS=off: nobody is held back. For load tests alone.");
  console.log(`Handraise is ready: http://localhost:${settings.port}`);
  if (settings.databaseUrl === null)
    console.log(
      "Demo accounts, password handraise-demo: student@example.edu, student2@example.edu, lecturer@example.edu, lecturer2@example.edu, admin@example.edu",
    );
  const stopJobs = await startJobs();
  drain({
    http,
    sockets,
    close: async () => {
      await stopJobs();
      await app.close();
      closeRedis();
      await closeDatabase();
    },
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  log.debug({ err: error }, "the start failed");
  process.exit(1);
});
