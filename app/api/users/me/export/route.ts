import { route } from "#lib/server/http";
import { exportData } from "#lib/server/users/export-data";

/** The verb writes the envelope itself, while it is read. */
export const GET = route({ message: "Everything that is kept about you" }, exportData);
