import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { fileStatuses } from "#lib/server/storage/serve-file";
import { servePoster, withoutBody } from "#lib/server/videos/stream-video";

const spec = {
  params: idParams,
  missing: texts.videoNotFound,
  answer: { file: "image/*", also: fileStatuses },
  refuses: { forbidden: [texts.notEnrolled, texts.notAllowed], not_found: [texts.noPoster, texts.fileIsGone] },
  message: "Poster",
};

export const GET = route(spec, servePoster);
export const HEAD = route(spec, withoutBody(servePoster));
