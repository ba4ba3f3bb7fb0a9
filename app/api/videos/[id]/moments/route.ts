import { idParams } from "#lib/contract/courses";
import { momentsSchema } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { listMoments } from "#lib/server/videos/list-moments";

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
