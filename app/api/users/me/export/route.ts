import { texts } from "#lib/contract/errors.ts";
import { personalDataSchema } from "#lib/contract/personal-data.ts";
import { route } from "#lib/server/api/route.ts";
import { exportData } from "#lib/server/users/export-data.ts";

/** The verb writes the envelope itself, while it is read. */
export const GET = route(
  { answer: personalDataSchema, refuses: { too_many: [texts.exportRuns] }, message: "Everything that is kept about you" },
  exportData,
);
