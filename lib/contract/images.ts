import { z } from "zod";

/** A picture that was taken: its address, to be named in a message, and its size in pixels. */
export const imageSchema = z
  .strictObject({ id: z.guid(), url: z.string(), width: z.number().int(), height: z.number().int() })
  .meta({ id: "Image" });
export type Image = z.infer<typeof imageSchema>;
