import { classThreadsQuery } from "#lib/contract/class.ts";
import { idParams } from "#lib/contract/courses.ts";
import { threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { listClassThreads } from "#lib/server/discussions/list-class-threads.ts";

export const GET = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    query: classThreadsQuery,
    page: true,
    answer: threadSchema,
    refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] },
    message: "Threads of the class",
  },
  listClassThreads,
);
