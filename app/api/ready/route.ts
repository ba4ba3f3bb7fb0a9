import { route } from "#lib/server/http";
import { readiness } from "#lib/server/readiness";

export const GET = route({ auth: "none", message: "Ready" }, readiness);
