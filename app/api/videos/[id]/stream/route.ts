import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/http";
import { streamVideo } from "#lib/server/videos/stream-video";

export const GET = route({ params: idParams, missing: texts.videoNotFound, message: "Video" }, streamVideo);
