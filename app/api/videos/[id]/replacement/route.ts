import { z } from "zod";
import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { replacementSchema } from "#lib/contract/videos.ts";
import { route } from "#lib/server/api/route.ts";
import { cancelReplacement, requestReplacement } from "#lib/server/videos/request-replacement.ts";

const spec = { params: idParams, missing: texts.videoNotFound };

export const POST = route(
  {
    ...spec,
    answer: replacementSchema,
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.notReplaceable, texts.replacementRuns] },
    message: "Another file expected",
  },
  requestReplacement,
);
export const DELETE = route(
  { ...spec, answer: z.null(), refuses: { forbidden: [texts.notAllowed] }, message: "Replacement cancelled" },
  cancelReplacement,
);
