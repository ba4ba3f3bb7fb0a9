import { queueQuery, queueSchema } from "#lib/contract/discussions.ts";
import { route } from "#lib/server/api/route.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";

export const GET = route({ roles: ["lecturer"], query: queueQuery, answer: queueSchema, message: "Unanswered questions" }, listQueue);
