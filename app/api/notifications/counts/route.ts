import { countsAnswerSchema } from "#lib/contract/notifications";
import { route } from "#lib/server/api/route";
import { getCounts } from "#lib/server/notifications/get-counts";

export const GET = route({ answer: countsAnswerSchema, message: "Counts" }, getCounts);
