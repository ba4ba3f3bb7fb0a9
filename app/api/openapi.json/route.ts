import { openApi } from "#lib/server/api/openapi.ts";
import { route } from "#lib/server/api/route.ts";
import { serveDescription } from "#lib/server/api/serve-description.ts";

/** OpenAPI 3.1, made from all routes. */
export const GET = route({ auth: "none", answer: { file: "application/json" }, message: "This description" }, () =>
  serveDescription("openapi", async () => openApi((await import("../route-table")).routeTable)),
);
