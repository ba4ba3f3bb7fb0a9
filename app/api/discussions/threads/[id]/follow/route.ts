import { followBody, threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { followThread } from "#lib/server/discussions/followers.ts";

export const PUT = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    body: followBody,
    answer: threadSchema,
    refuses: { forbidden: [texts.cannotView] },
    message: "Follow level saved",
  },
  followThread,
);
