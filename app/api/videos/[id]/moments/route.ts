import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { listMoments } from "#lib/server/discussions/list-moments";
import { route } from "#lib/server/http";

export const GET = route({ params: idParams, missing: texts.videoNotFound, message: "Moments" }, listMoments);
