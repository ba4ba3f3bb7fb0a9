import { threadParams } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { alikeSchema } from "#lib/contract/queue.ts";
import { route } from "#lib/server/api/route.ts";
import { listAlike } from "#lib/server/discussions/list-alike.ts";

export const GET = route(
  {
    params: threadParams,
    missing: texts.threadNotFound,
    answer: alikeSchema,
    refuses: { forbidden: [texts.cannotView, texts.notAllowed] },
    message: "Waiting questions that ask the same",
  },
  listAlike,
);
