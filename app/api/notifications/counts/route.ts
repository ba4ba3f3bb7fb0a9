import { route } from "#lib/server/http";
import { getCounts } from "#lib/server/notifications/get-counts";

export const GET = route({ message: "Counts" }, getCounts);
