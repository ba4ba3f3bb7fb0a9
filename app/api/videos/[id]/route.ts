import { idParams, patchVideoBody } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/http";
import { changeVideo } from "#lib/server/videos/change-video";
import { deleteVideo } from "#lib/server/videos/delete-video";
import { getVideo } from "#lib/server/videos/get-video";

const spec = { params: idParams, missing: texts.videoNotFound };

export const GET = route({ ...spec, message: "Video" }, getVideo);
export const PATCH = route({ ...spec, body: patchVideoBody, message: "Video changed" }, changeVideo);
export const DELETE = route({ ...spec, message: "Video deleted" }, deleteVideo);
