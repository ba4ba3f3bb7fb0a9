import { z } from "zod";
import { idParams, patchVideoBody, videoSchema } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { changeVideo } from "#lib/server/videos/change-video.ts";
import { deleteVideo } from "#lib/server/videos/delete-video.ts";
import { getVideo } from "#lib/server/videos/get-video.ts";

const spec = { params: idParams, missing: texts.videoNotFound };

export const GET = route(
  { ...spec, answer: videoSchema, refuses: { forbidden: [texts.notEnrolled, texts.notAllowed] }, message: "Video" },
  getVideo,
);
export const PATCH = route(
  { ...spec, body: patchVideoBody, answer: videoSchema, refuses: { forbidden: [texts.notAllowed] }, message: "Video changed" },
  changeVideo,
);
export const DELETE = route(
  { ...spec, answer: z.null(), refuses: { forbidden: [texts.notAllowed] }, message: "Video deleted" },
  deleteVideo,
);
