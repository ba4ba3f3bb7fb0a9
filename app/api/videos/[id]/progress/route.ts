import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { progressBody, progressSchema } from "#lib/contract/videos.ts";
import { route } from "#lib/server/api/route.ts";
import { getProgress, putProgress } from "#lib/server/videos/video-progress.ts";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: progressSchema,
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] },
};

export const GET = route({ ...spec, message: "Place in the video" }, getProgress);
export const PUT = route({ ...spec, body: progressBody, message: "Place kept" }, putProgress);
