import { texts } from "#lib/contract/errors.ts";
import type { LogoParams } from "#lib/contract/school.ts";
import { AppError } from "../errors";
import { schoolFace } from "../school";

/**
 * `GET /api/school/logo/:hash`, for everybody. The picture of an address never changes, so it is kept for a year; a page that still names
 * the one before gets the present one, and does not keep it.
 * @throws AppError not_found where there is none
 */
export async function serveLogo({ params }: { params: LogoParams }): Promise<Response> {
  const { picture } = await schoolFace();
  if (!picture) throw new AppError("not_found", texts.noLogo);
  const isPresent = params.hash === picture.hash;
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      "content-type": "image/png",
      "content-length": String(picture.bytes.length),
      "cache-control": isPresent ? "public, max-age=31536000, immutable" : "no-cache",
      etag: `"${picture.hash}"`,
      "x-content-type-options": "nosniff",
    },
  });
}
