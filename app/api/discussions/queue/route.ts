import { queueQuery, queueSchema } from "#lib/contract/discussions";
import { route } from "#lib/server/api/route";
import { listQueue } from "#lib/server/discussions/list-queue";

export const GET = route({ roles: ["lecturer"], query: queueQuery, answer: queueSchema, message: "Unanswered questions" }, listQueue);
