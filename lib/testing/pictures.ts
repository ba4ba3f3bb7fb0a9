import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { takePicture } from "../server/images/take-picture";
import { type Person, testRequest } from "./factories";

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of one colour, with one bit a pixel: 900 megapixels fit into 110 kB. */
export function blankPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rows = Buffer.alloc(height * (Math.ceil(width / 8) + 1));
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(Buffer.concat([sign, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]));
}

/** A photo as a phone takes it: lying on its side, and full of what is nobody's business. */
export const photo = (artist: string): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: "#3a7" } })
    .withExif({ IFD0: { Artist: artist, Orientation: "6" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** The parts of a body, as a request brings them. */
export async function* inParts(bytes: Uint8Array, size = 64 * 1024): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A picture that somebody uploads. */
export const upload = ({ caller }: Person, bytes: Uint8Array = blankPng(80, 45)) =>
  takePicture({ caller, request: { ...testRequest(), file: inParts(bytes) } });
