import { countsAnswerSchema } from "#lib/contract/notifications.ts";
import { route } from "#lib/server/api/route.ts";
import { getCounts } from "#lib/server/notifications/get-counts.ts";

export const GET = route({ answer: countsAnswerSchema, message: "Counts", optimisticSession: true }, getCounts);
