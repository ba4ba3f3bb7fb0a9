import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { videoProcessingSchema } from "#lib/contract/videos.ts";
import { route } from "#lib/server/api/route.ts";
import { getProcessing } from "#lib/server/videos/get-video.ts";

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
