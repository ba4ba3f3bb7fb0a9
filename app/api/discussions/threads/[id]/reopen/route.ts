import { threadParams, threadSchema } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { reopenThread } from "#lib/server/discussions/change-status";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    answer: threadSchema,
    refuses: { forbidden: [texts.mayNotChange, texts.blocked] },
    message: "Thread reopened",
  },
  reopenThread,
);
