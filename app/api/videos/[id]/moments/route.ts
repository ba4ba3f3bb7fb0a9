import { idParams } from "#lib/contract/courses.ts";
import { momentsSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { listMoments } from "#lib/server/videos/list-moments.ts";

export const GET = route(
  {
    params: idParams,
    missing: texts.videoNotFound,
    answer: momentsSchema,
    refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] },
    message: "Moments",
  },
  listMoments,
);
