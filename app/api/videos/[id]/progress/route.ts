import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { progressBody, progressSchema } from "#lib/contract/videos";
import { route } from "#lib/server/api/route";
import { getProgress, putProgress } from "#lib/server/videos/keep-progress";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: progressSchema,
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] },
};

export const GET = route({ ...spec, message: "Place in the video" }, getProgress);
export const PUT = route({ ...spec, body: progressBody, message: "Place kept" }, putProgress);
