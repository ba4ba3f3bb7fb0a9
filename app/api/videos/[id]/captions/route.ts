import { z } from "zod";
import { idParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import { captionsBody, captionsBodyBytes, captionsQuery } from "#lib/contract/videos.ts";
import { route } from "#lib/server/api/route.ts";
import { fileStatuses } from "#lib/server/storage/serve-file.ts";
import { deleteCaptions, putCaptions } from "#lib/server/videos/change-captions.ts";
import { serveCaptions, withoutBody } from "#lib/server/videos/stream-video.ts";

const path = { params: idParams, missing: texts.videoNotFound };
const spec = {
  ...path,
  query: captionsQuery,
  answer: { file: "text/vtt", also: fileStatuses },
  refuses: {
    forbidden: [texts.notEnrolled, texts.notAllowed],
    not_found: [texts.noCaptions, texts.noCaptionsInLanguage, texts.fileMissing],
  },
  message: "Captions",
};

export const GET = route(spec, serveCaptions);
export const HEAD = route(spec, withoutBody(serveCaptions));
export const PUT = route(
  {
    ...path,
    body: captionsBody,
    bodyBytes: captionsBodyBytes,
    answer: z.null(),
    refuses: { forbidden: [texts.notAllowed], conflict: [texts.tooManyLanguages] },
    message: "Captions in place",
  },
  putCaptions,
);
export const DELETE = route(
  {
    ...path,
    query: captionsQuery,
    answer: z.null(),
    refuses: { forbidden: [texts.notAllowed], not_found: [texts.noCaptionsInLanguage] },
    message: "Captions removed",
  },
  deleteCaptions,
);
