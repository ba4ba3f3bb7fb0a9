import { texts } from "#lib/contract/errors.ts";
import { queueQuery, queueSchema } from "#lib/contract/queue.ts";
import { route } from "#lib/server/api/route.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";

export const GET = route(
  { query: queueQuery, answer: queueSchema, refuses: { forbidden: [texts.notOnStaff] }, message: "Unanswered questions" },
  listQueue,
);
