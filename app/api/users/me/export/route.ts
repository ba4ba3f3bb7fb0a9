import { route } from "#lib/server/http";
import { exportData } from "#lib/server/users/export-data";

export const GET = route({ message: "Everything that is kept about you" }, exportData);
