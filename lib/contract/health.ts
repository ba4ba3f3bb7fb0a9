import { z } from "zod";

/** The process is up; nothing else is asked. */
export const healthSchema = z.strictObject({ status: z.literal("up") });

/** What the server needs is there. `none`: there is one process, and no broker between several. */
export const readinessSchema = z.strictObject({ database: z.literal("up"), broker: z.enum(["up", "none"]) });
export type Readiness = z.infer<typeof readinessSchema>;
