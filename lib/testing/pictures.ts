import sharp from "sharp";
import { uploadPicture } from "../server/images/upload-picture";
import { type Person, testRequest } from "./factories";
import { blankPng } from "./png";

/** A photo as phones take it: rotated by its metadata, which also name the person who took it. */
export const photo = (artist: string): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: "#3a7" } })
    .withExif({ IFD0: { Artist: artist, Orientation: "6" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** Yields a body in parts, as a request does. */
export async function* inParts(bytes: Uint8Array, size = 64 * 1024): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Uploads a picture as this person. */
export const upload = ({ caller }: Person, bytes: Uint8Array = blankPng(80, 45)) =>
  uploadPicture({ caller, request: { ...testRequest(), file: inParts(bytes) } });
