import { threadAuthorSchema, threadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { showAuthor } from "#lib/server/discussions/show-author.ts";

export const POST = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    answer: threadAuthorSchema,
    refuses: { forbidden: [texts.notAllowed] },
    message: "Asker",
  },
  showAuthor,
);
