import { apiReference } from "#lib/server/api/docs.ts";
import { route } from "#lib/server/api/route.ts";

export const GET = route({ auth: "none", answer: { file: "text/html" }, message: "The reference as a page" }, apiReference);
