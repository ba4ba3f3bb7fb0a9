import { z } from "zod";
import { route } from "#lib/server/api/route.ts";
import { AppError } from "#lib/server/errors.ts";

const nothingHere = route({ auth: "none", answer: z.null(), message: "" }, async () => {
  throw new AppError("not_found", "Not found");
});

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
