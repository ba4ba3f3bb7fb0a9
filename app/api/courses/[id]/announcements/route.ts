import { announcementBody } from "#lib/contract/class.ts";
import { idParams } from "#lib/contract/courses.ts";
import { threadSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { announce } from "#lib/server/discussions/announcements.ts";

export const POST = route(
  {
    params: idParams,
    missing: texts.courseNotFound,
    body: announcementBody,
    status: 201,
    keepsKey: true,
    answer: threadSchema,
    refuses: {
      forbidden: [texts.notAllowed],
      not_found: [texts.videoNotFound],
      conflict: [texts.archivedWrites, texts.keyOfAnotherBody],
    },
    message: "Announced",
  },
  announce,
);
