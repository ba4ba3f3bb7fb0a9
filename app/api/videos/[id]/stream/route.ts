import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { fileStatuses } from "#lib/server/storage/serve-file";
import { streamVideo, withoutBody } from "#lib/server/videos/stream-video";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: { file: "video/*", also: { 302: "It plays from elsewhere", ...fileStatuses } },
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed], not_found: [texts.fileIsGone], conflict: [texts.notPlayableYet] },
  message: "Video",
};

export const GET = route(spec, streamVideo);
export const HEAD = route(spec, withoutBody(streamVideo));
