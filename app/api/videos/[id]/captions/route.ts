import { z } from "zod";
import { idParams } from "#lib/contract/courses";
import { texts } from "#lib/contract/errors";
import { captionsBody, captionsBodyBytes, captionsQuery } from "#lib/contract/videos";
import { route } from "#lib/server/api/route";
import { fileStatuses } from "#lib/server/storage/serve-file";
import { deleteCaptions, putCaptions } from "#lib/server/videos/change-captions";
import { serveCaptions, withoutBody } from "#lib/server/videos/stream-video";

const path = { params: idParams, missing: texts.videoNotFound };
const spec = {
  ...path,
  query: captionsQuery,
  answer: { file: "text/vtt", also: fileStatuses },
  refuses: {
    forbidden: [texts.notEnrolled, texts.notAllowed],
    not_found: [texts.noCaptions, texts.noCaptionsInLanguage, texts.fileIsGone],
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
