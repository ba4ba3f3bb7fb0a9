import { asyncApi } from "#lib/server/api/asyncapi.ts";
import { route } from "#lib/server/api/route.ts";
import { serveDescription } from "#lib/server/api/serve-description.ts";

/** AsyncAPI 3.0, made from the events' schemas. */
export const GET = route({ auth: "none", answer: { file: "application/json" }, message: "The events of Socket.IO in AsyncAPI" }, () =>
  serveDescription("asyncapi", async () => asyncApi()),
);
