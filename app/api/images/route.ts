import { texts } from "#lib/contract/errors.ts";
import { imageSchema } from "#lib/contract/images.ts";
import { limits } from "#lib/contract/limits.ts";
import { pictureTypes } from "#lib/contract/names.ts";
import { route } from "#lib/server/api/route.ts";
import { uploadPicture } from "#lib/server/images/upload-picture.ts";

export const POST = route(
  {
    takes: { types: pictureTypes, bytes: limits.imageBytes, tooLarge: texts.pictureTooLarge },
    answer: imageSchema,
    refuses: { too_large: [texts.pictureTooManyPixels], conflict: [texts.tooManyUnposted] },
    status: 201,
    message: "Picture taken",
  },
  uploadPicture,
);
