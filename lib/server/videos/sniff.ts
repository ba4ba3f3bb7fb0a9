import { asciiOf, beginsWith } from "../file-signature";
import { notA, notAVideo, soundOnly } from "./unplayable";

/** How many bytes `sniff` needs. */
export const sniffBytes = 512;

/** The kinds of files that can hold a video. ffmpeg.ts maps them to ffmpeg's readers. */
export type Container = "mov" | "matroska" | "avi" | "mpegts" | "mpeg" | "asf" | "flv" | "ogg";

/** The first box of an MP4 or QuickTime file. It is `ftyp` in all but old ones. */
const boxes = new Set(["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"]);

/**
 * The kind of a file by its first bytes, whatever its name says; null for one that holds no video.
 * @param bytes the first `sniffBytes` of the file
 */
export function sniff(bytes: Uint8Array): Container | null {
  if (boxes.has(asciiOf(bytes, 4, 8))) return "mov";
  if (beginsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return "matroska";
  if (asciiOf(bytes, 0, 4) === "RIFF" && asciiOf(bytes, 8, 12) === "AVI ") return "avi";
  if (beginsWith(bytes, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)) return "asf";
  if (asciiOf(bytes, 0, 4) === "OggS") return "ogg";
  if (asciiOf(bytes, 0, 3) === "FLV") return "flv";
  if (beginsWith(bytes, 0, 0, 1, 0xba)) return "mpeg";
  // Packets of 188 bytes, or of 192 with four bytes of a camera before each.
  if ([0, 4].some((at) => bytes[at] === 0x47 && bytes[at + 188 + at] === 0x47)) return "mpegts";
  return null;
}

const otherKinds: { reason: string; is: (bytes: Uint8Array) => boolean }[] = [
  {
    reason: notA("picture"),
    is: (bytes) => beginsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || beginsWith(bytes, 0xff, 0xd8, 0xff) || asciiOf(bytes, 0, 4) === "GIF8",
  },
  {
    reason: soundOnly,
    is: (bytes) => asciiOf(bytes, 0, 3) === "ID3" || asciiOf(bytes, 0, 4) === "fLaC" || asciiOf(bytes, 8, 12) === "WAVE",
  },
  // MP3 and AAC without a header: the sync word of a frame, with a layer and rate that exist.
  {
    reason: soundOnly,
    is: ([first = 0, second = 0, third = 0]) => first === 0xff && (second & 0xe0) === 0xe0 && third >> 4 !== 15 && second !== 0xff,
  },
  { reason: notA("PDF"), is: (bytes) => asciiOf(bytes, 0, 5) === "%PDF-" },
  { reason: notA("ZIP archive or an Office document"), is: (bytes) => beginsWith(bytes, 0x50, 0x4b, 3, 4) },
];

/** Why a file of none of the kinds above is refused, for the person who uploaded it. */
export const rejectionReason = (bytes: Uint8Array): string => otherKinds.find(({ is }) => is(bytes))?.reason ?? notAVideo;

/** What is in a video file. */
export type Probed = {
  container: Container;
  /** The type as browsers name it, such as `video/mp4`. */
  type: string;
  /** The codec by its WebCodecs family: avc, hevc, vp8, vp9, av1; null for one that browsers do not know. */
  video: string | null;
  /** The codec with its profile, such as `avc1.64001f`. */
  videoDetail: string | null;
  /** The sound's codec; null without sound. */
  audio: string | null;
  /** The size of the coded picture, in pixels. */
  width: number;
  height: number;
  /** In seconds, 0 to `maxSeconds`; 0 when it is not known. */
  duration: number;
  /** Whether length and index come first, so that playing can begin anywhere before the whole file has arrived. */
  startsFast: boolean;
};
