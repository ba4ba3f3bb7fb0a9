import { createdVideoSchema, createVideoBody, idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { route } from "#lib/server/api/route";
import { createVideo } from "#lib/server/videos/create-video";

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
