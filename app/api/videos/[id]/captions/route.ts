import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { captionsBody, captionsBodyBytes, captionsQuery } from "#lib/contract/videos";
import { route } from "#lib/server/http";
import { deleteCaptions, putCaptions } from "#lib/server/videos/change-captions";
import { serveCaptions, withoutBody } from "#lib/server/videos/stream-video";

const spec = { params: idParams, missing: texts.videoNotFound };

export const GET = route({ ...spec, query: captionsQuery, message: "Captions" }, serveCaptions);
export const HEAD = route({ ...spec, query: captionsQuery, message: "Captions" }, withoutBody(serveCaptions));
export const PUT = route({ ...spec, body: captionsBody, bodyBytes: captionsBodyBytes, message: "Captions in place" }, putCaptions);
export const DELETE = route({ ...spec, query: captionsQuery, message: "Captions removed" }, deleteCaptions);
