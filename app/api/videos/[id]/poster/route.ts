import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/http";
import { servePoster, withoutBody } from "#lib/server/videos/stream-video";

const spec = { params: idParams, missing: texts.videoNotFound, message: "Poster" };

export const GET = route(spec, servePoster);
export const HEAD = route(spec, withoutBody(servePoster));
