import { z } from "zod";

/** The process runs; nothing else is checked. */
export const healthSchema = z.strictObject({ status: z.literal("up") });

/** What the server needs is available. `none`: there is one process, and no broker. */
export const readinessSchema = z.strictObject({ database: z.literal("up"), broker: z.enum(["up", "none"]) });
export type Readiness = z.infer<typeof readinessSchema>;
