import { threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { resolveThread } from "#lib/server/discussions/change-status.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    answer: threadSchema,
    refuses: { forbidden: [texts.cannotChange] },
    message: "Thread resolved",
  },
  resolveThread,
);
