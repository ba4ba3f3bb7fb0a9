import { texts } from "#lib/contract/errors";
import { personalDataSchema } from "#lib/contract/personal-data";
import { route } from "#lib/server/api/route";
import { exportData } from "#lib/server/users/export-data";

/** The verb writes the envelope itself, while it is read. */
export const GET = route(
  { answer: personalDataSchema, refuses: { too_many: [texts.exportRuns] }, message: "Everything that is kept about you" },
  exportData,
);
