import { healthSchema } from "#lib/contract/health.ts";
import { route } from "#lib/server/api/route.ts";

/** The process runs; nothing else is checked. */
export const GET = route({ auth: "none", answer: healthSchema, message: "Up" }, async () => ({ status: "up" as const }));
