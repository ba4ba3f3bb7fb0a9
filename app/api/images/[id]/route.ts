import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { servePicture } from "#lib/server/images/serve-picture.ts";
import { fileStatuses } from "#lib/server/storage/serve-file.ts";
import { withoutBody } from "#lib/server/videos/stream-video.ts";

const spec = { params: idParams, missing: texts.pictureNotFound, answer: { file: "image/webp", also: fileStatuses }, message: "Picture" };

export const GET = route(spec, servePicture);
export const HEAD = route(spec, withoutBody(servePicture));
