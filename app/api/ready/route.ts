import { readiness } from "#lib/server/db/readiness";
import { route } from "#lib/server/http";

export const GET = route({ auth: "none", message: "Ready" }, readiness);
