import { openApi } from "#lib/server/api/openapi";
import { route } from "#lib/server/http";
import { remember } from "#lib/server/remember";

/** OpenAPI 3.1, made once of all routes. It is no envelope: tools read it as it is. */
export const GET = route(
  { auth: "none", answer: { file: "application/json" }, message: "This description" },
  async (): Promise<Response> => {
    const text = await remember("openapi", async () => JSON.stringify(openApi((await import("../route-table")).routeTable)));
    return new Response(text, {
      headers: {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(text)),
        "cache-control": "public, max-age=60",
        "access-control-allow-origin": "*",
      },
    });
  },
);
