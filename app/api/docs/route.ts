import { apiReference } from "#lib/server/api/docs";
import { route } from "#lib/server/api/route";

export const GET = route({ auth: "none", answer: { file: "text/html" }, message: "The reference as a page" }, apiReference);
