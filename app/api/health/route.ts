import { route } from "#lib/server/http";

/** The process is up; nothing else is asked. */
export const GET = route({ auth: "none", message: "Up" }, async () => ({ status: "up" }));
