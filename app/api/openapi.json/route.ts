import { openApi } from "#lib/server/api/openapi";
import { route } from "#lib/server/api/route";
import { serveDescription } from "#lib/server/api/serve-description";

/** OpenAPI 3.1, made from all routes. */
export const GET = route({ auth: "none", answer: { file: "application/json" }, message: "This description" }, () =>
  serveDescription("openapi", async () => openApi((await import("../route-table")).routeTable)),
);
