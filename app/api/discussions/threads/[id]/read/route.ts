import { readThreadBody, threadParams, threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { readThread } from "#lib/server/discussions/read-thread.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    body: readThreadBody,
    answer: threadSchema,
    refuses: { forbidden: [texts.cannotRead], not_found: [texts.messageNotFound] },
    message: "Thread marked as read",
  },
  readThread,
);
