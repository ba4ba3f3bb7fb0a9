import { z } from "zod";

// Not in errors.ts, which browsers load, because this needs Zod.

/** One field at fault, in the words of docs/contract.md section 2. */
const errorDetailSchema = z.strictObject({ msg: z.string(), param: z.string(), location: z.enum(["body", "query", "path"]) });
export type ErrorDetail = z.infer<typeof errorDetailSchema>;

export const failureSchema = z
  .strictObject({ success: z.literal(false), error: z.string(), details: z.array(errorDetailSchema).optional() })
  .meta({ id: "Failure" });
export type Failure = z.infer<typeof failureSchema>;
