import { queueQuery, queueSchema } from "#lib/contract/discussions";
import { listQueue } from "#lib/server/discussions/list-queue";
import { route } from "#lib/server/http";

export const GET = route({ roles: ["lecturer"], query: queueQuery, answer: queueSchema, message: "Unanswered questions" }, listQueue);
