import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { videoProcessingSchema } from "#lib/contract/videos";
import { route } from "#lib/server/api/route";
import { getProcessing } from "#lib/server/videos/get-video";

export const GET = route(
  {
    params: idParams,
    missing: texts.videoNotFound,
    answer: videoProcessingSchema,
    refuses: { forbidden: [texts.notAllowed] },
    message: "Processing of the video",
  },
  getProcessing,
);
