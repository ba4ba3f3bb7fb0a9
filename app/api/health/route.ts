import { healthSchema } from "#lib/contract/health";
import { route } from "#lib/server/api/route";

/** The process is up; nothing else is asked. */
export const GET = route({ auth: "none", answer: healthSchema, message: "Up" }, async () => ({ status: "up" as const }));
