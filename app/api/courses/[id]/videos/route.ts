import { createdVideoSchema, createVideoBody, idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { createVideo } from "#lib/server/videos/create-video.ts";

export const POST = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    body: createVideoBody,
    status: 201,
    answer: createdVideoSchema,
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.courseIsFull] },
    message: "Video created",
  },
  createVideo,
);
