import { blockSchema, blocksQuery } from "#lib/contract/blocks.ts";
import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { listBlocks } from "#lib/server/courses/blocks.ts";

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
