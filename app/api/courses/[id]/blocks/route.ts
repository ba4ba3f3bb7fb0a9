import { blockSchema, blocksQuery } from "#lib/contract/blocks";
import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { listBlocks } from "#lib/server/courses/blocks";
import { route } from "#lib/server/http";

export const GET = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    query: blocksQuery,
    page: true,
    answer: blockSchema,
    refuses: { forbidden: [texts.notAllowed] },
    message: "Blocked students",
  },
  listBlocks,
);
