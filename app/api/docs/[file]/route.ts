import { z } from "zod";
import { apiReferenceFile } from "#lib/server/api/docs.ts";
import { route } from "#lib/server/api/route.ts";

export const GET = route(
  { auth: "none", params: z.object({ file: z.string() }), answer: { file: "text/javascript" }, message: "A file of the reference" },
  apiReferenceFile,
);
