import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { fileStatuses } from "#lib/server/storage/serve-file.ts";
import { streamVideo, withoutBody } from "#lib/server/videos/stream-video.ts";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: { file: "video/*", also: { 302: "It plays from elsewhere", ...fileStatuses } },
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed], not_found: [texts.fileMissing], conflict: [texts.notPlayableYet] },
  message: "Video",
};

export const GET = route(spec, streamVideo);
export const HEAD = route(spec, withoutBody(streamVideo));
