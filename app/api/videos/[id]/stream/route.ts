import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/http";
import { streamVideo, withoutBody } from "#lib/server/videos/stream-video";

const spec = { params: idParams, missing: texts.videoNotFound, message: "Video" };

export const GET = route(spec, streamVideo);
export const HEAD = route(spec, withoutBody(streamVideo));
