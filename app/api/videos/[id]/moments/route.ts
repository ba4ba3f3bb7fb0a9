import { idParams } from "#lib/contract/courses";
import { momentsSchema } from "#lib/contract/discussions";
import { texts } from "#lib/contract/errors";
import { listMoments } from "#lib/server/discussions/list-moments";
import { route } from "#lib/server/http";

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
