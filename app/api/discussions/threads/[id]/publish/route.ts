import { threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { askToPublish } from "#lib/server/discussions/publish.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    answer: threadSchema,
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.unansweredStays, texts.askedLately] },
    message: "The asker is asked",
  },
  askToPublish,
);
