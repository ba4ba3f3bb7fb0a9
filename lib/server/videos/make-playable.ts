import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { config } from "../config";
import { ConversionFailed, hasFfmpeg, runFfmpeg } from "./ffmpeg";
import { isCloseTo, probe } from "./probe";
import type { Container, Probed } from "./sniff";
import { endMissing, UnplayableVideo } from "./unplayable";

/** The file that is played: the original (`path` null), or a file made from it. */
export type Playable = {
  path: string | null;
  contentType: "video/mp4" | "video/webm";
  /** In seconds. */
  duration: number;
};

/** H.264 in its baseline, main or high profile, with 8 bits and 4:2:0, which every browser plays. */
const isPlainAvc = ({ video, videoDetail }: Probed) => video === "avc" && /^avc1\.(42|4d|58|64)/i.test(videoDetail ?? "");
const oneOf = (name: string | null, ...names: (string | null)[]) => names.includes(name);

/** The type as which browsers play the file as it is; null when they do not. */
export function nativeMimeType(found: Probed): Playable["contentType"] | null {
  if (found.container === "matroska" && found.type === "video/webm")
    return oneOf(found.video, "vp8", "vp9", "av1") && oneOf(found.audio, null, "opus", "vorbis") ? "video/webm" : null;
  if (found.container !== "mov") return null;
  const video = isPlainAvc(found) || oneOf(found.video, "vp9", "av1");
  return video && oneOf(found.audio, null, "aac", "mp3", "opus") ? "video/mp4" : null;
}

type Work = { folder: string; signal: AbortSignal; onProgress: (part: number) => void };

/** The containers that state their length. For others it is estimated from the size. */
const saysItsLength = new Set<Container>(["mov", "matroska", "avi"]);

/** The longest conversion, whatever length the file claims. */
const conversionTimeoutMs = 6 * 3600 * 1000;

/** The ffmpeg arguments that make the file playable. Copies each track that can stay as it is. */
function ffmpegRecipe(found: Probed, asItIs: Playable["contentType"] | null): { contentType: Playable["contentType"]; args: string[] } {
  const tracks = ["-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"];
  if (asItIs === "video/webm") return { contentType: asItIs, args: [...tracks, "-c", "copy", "-f", "webm"] };
  const pictures =
    asItIs || isPlainAvc(found)
      ? ["-c:v", "copy"]
      : ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-vf", "scale=w=trunc(min(1920\\,iw)/2)*2:h=-2"];
  const sound = asItIs || oneOf(found.audio, "aac") ? ["-c:a", "copy"] : ["-c:a", "aac", "-b:a", "128k", "-ac", "2"];
  return { contentType: "video/mp4", args: [...tracks, ...pictures, ...sound, "-movflags", "+faststart", "-f", "mp4"] };
}

/**
 * Makes a file that browsers play of the one at `path`. A file that plays at once stays as it is. Where a length and index at the beginning
 * are enough, the tracks are copied. Otherwise it is converted to H.264 and AAC, at most 1920 pixels wide. Without ffmpeg, every playable
 * file stays as it is.
 * @param folder the folder of the result
 * @throws UnplayableVideo when it can't be made to play
 */
export async function makePlayable(path: string, found: Probed, { folder, signal, onProgress }: Work): Promise<Playable> {
  const asItIs = nativeMimeType(found);
  const original = { path: null, duration: found.duration };
  if (asItIs && found.startsFast) return { ...original, contentType: asItIs };
  if (!(await hasFfmpeg())) {
    if (asItIs) return { ...original, contentType: asItIs };
    throw new UnplayableVideo("Browsers can’t play this kind of video. Upload an MP4 with H.264 and AAC, or a WebM.");
  }
  const { contentType, args } = ffmpegRecipe(found, asItIs);
  const to = join(folder, contentType === "video/webm" ? "playable.webm" : "playable.mp4");
  await runFfmpeg({
    from: { path, container: found.container, duration: found.duration },
    args,
    to,
    timeoutMs: conversionTimeoutMs,
    maxBytes: await outputBytesMax(folder),
    signal,
    onProgress,
  }).catch((cause: unknown) => {
    if (!(cause instanceof ConversionFailed)) throw cause;
    throw new UnplayableVideo("This video couldn’t be converted. It may be damaged; try exporting it again as an MP4.", { cause });
  });
  // Reads the result like any other file, because what the original claimed may be wrong or missing.
  const { duration } = await probe(to, signal);
  if (saysItsLength.has(found.container) && found.duration > duration && !isCloseTo(found.duration, duration))
    throw new UnplayableVideo(endMissing);
  return { path: to, contentType, duration };
}

/** The largest size of a result, in bytes: the limit of an upload, and at most half of the free space. */
async function outputBytesMax(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.max(1, Math.min(config().uploadMaxBytes, Math.floor((bavail * bsize) / 2)));
}

/** More than a JPEG poster ever needs, in bytes. */
const posterMaxBytes = 4 * 1024 ** 2;

/** A picture for lists, from a tenth into the video, or else its first. Null without ffmpeg, or when no picture can be read. */
export async function makePoster(path: string, found: Probed, { folder, signal }: Pick<Work, "folder" | "signal">): Promise<string | null> {
  if (!(await hasFfmpeg())) return null;
  const to = join(folder, "poster.jpg");
  const picture = ["-map", "0:V:0", "-frames:v", "1", "-vf", "scale=w=trunc(min(960\\,iw)/2)*2:h=-2", "-q:v", "4"];
  for (const start of [Math.min(found.duration / 10, 60), 0]) {
    try {
      await runFfmpeg({
        from: { path, container: found.container, duration: found.duration, start },
        args: [...picture, "-f", "image2", "-update", "1"],
        to,
        timeoutMs: 2 * 60 * 1000,
        maxBytes: posterMaxBytes,
        signal,
      });
      return to;
    } catch (error) {
      // A video without a poster still plays.
      if (!(error instanceof ConversionFailed)) throw error;
    }
  }
  return null;
}
