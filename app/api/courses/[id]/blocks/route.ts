import { blockSchema, blocksQuery } from "#lib/contract/blocks";
import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { listBlocks } from "#lib/server/courses/blocks";

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
