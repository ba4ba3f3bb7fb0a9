import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { fileStatuses } from "#lib/server/storage/serve-file.ts";
import { servePoster, withoutBody } from "#lib/server/videos/stream-video.ts";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: { file: "image/*", also: fileStatuses },
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed], not_found: [texts.noPoster, texts.fileMissing] },
  message: "Poster",
};

export const GET = route(spec, servePoster);
export const HEAD = route(spec, withoutBody(servePoster));
