import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/http";
import { getProcessing } from "#lib/server/videos/get-video";

export const GET = route({ params: idParams, missing: texts.videoNotFound, message: "Processing of the video" }, getProcessing);
