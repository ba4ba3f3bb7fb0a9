import { z } from "zod";
import { cursor, id, text } from "./fields";
import { limits } from "./limits";

/** A student who may read a course and not post in it. */
export const blockSchema = z
  .strictObject({
    user_id: z.guid(),
    name: z.string(),
    email: z.string(),
    reason: z.string().nullable(),
    blocked_by: z.string(),
    created_at: z.iso.datetime({ precision: 3 }),
  })
  .meta({ id: "Block" });
export type Block = z.infer<typeof blockSchema>;

export const blockParams = z.object({ id, userId: id });
export type BlockParams = z.infer<typeof blockParams>;

export const blocksQuery = z.object({ cursor });
export type BlocksQuery = z.infer<typeof blocksQuery>;

/** The student reads the reason. */
export const blockBody = z.strictObject({ reason: text(0, limits.reasonMax).optional() });
export type BlockBody = z.infer<typeof blockBody>;
