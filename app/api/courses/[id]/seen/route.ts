import { seenBody, seenSchema } from "#lib/contract/class.ts";
import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { seeFeed } from "#lib/server/courses/see-feed.ts";

export const PUT = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    body: seenBody,
    answer: seenSchema,
    refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] },
    message: "Seen",
  },
  seeFeed,
);
