import { open } from "node:fs/promises";
import { probeByFfmpeg } from "./ffmpeg";
import { type FileReading, readFile, readingTimeoutMs } from "./read-file";
import { type Container, type Probed, rejectionReason, sniff, sniffBytes } from "./sniff";
import {
  endMissing,
  maxPixels,
  maxSeconds,
  maxSidePixels,
  positiveOrNull,
  soundOnly,
  tooLarge,
  tooLong,
  UnplayableVideo,
  unreadable,
} from "./unplayable";

/**
 * Looks into the file at `path`, in child processes only (decision 0017). Mediabunny goes first, because it reads the profiles that decide
 * what browsers play, and answers the same with and without ffmpeg. ffprobe reads what it does not know.
 * @throws UnplayableVideo when the file holds no video that can be processed; the signal's reason
 */
export async function probe(path: string, signal: AbortSignal, timeoutMs = readingTimeoutMs): Promise<Probed> {
  const first = await firstBytes(path);
  const container = sniff(first);
  if (!container) throw new UnplayableVideo(rejectionReason(first));
  const reading = await readFile(path, container, signal, timeoutMs);
  if (reading?.found === "no packet") throw new UnplayableVideo(endMissing);
  const found = reading?.found === "video" ? fromReading(reading, container) : await probeByFfmpeg(path, container, signal);
  if (found === "sound" || (!found && reading?.found === "sound")) throw new UnplayableVideo(soundOnly);
  if (!found || found.width === 0 || found.height === 0) throw new UnplayableVideo(unreadable);
  if (found.width > maxSidePixels || found.height > maxSidePixels || found.width * found.height > maxPixels)
    throw new UnplayableVideo(tooLarge(found.width, found.height));
  if (found.duration > maxSeconds) throw new UnplayableVideo(tooLong(found.duration));
  return found;
}

/** Whether two lengths, in seconds, differ only by rounding and by a longer last picture. */
export const isCloseTo = (one: number, other: number) => Math.abs(one - other) <= 2 + Math.max(one, other) / 20;

/** @throws UnplayableVideo when a part of the file is missing */
function fromReading(reading: Extract<FileReading, { found: "video" }>, container: Container): Probed {
  const { type, video, videoDetail, audio, width, height, claimed, end, hasIndex } = reading;
  if (end === null) throw new UnplayableVideo(endMissing);
  const saysItsLength = claimed !== null && claimed > 0;
  // An MP4 lists its packets in the index, and the last one was read. A Matroska file's packets end where the file ends.
  if (container === "matroska" && saysItsLength && claimed > end && !isCloseTo(claimed, end)) throw new UnplayableVideo(endMissing);
  return {
    container,
    type,
    video,
    videoDetail,
    audio,
    width: positiveOrNull(width),
    height: positiveOrNull(height),
    duration: positiveOrNull(end),
    startsFast: hasIndex && saysItsLength && isCloseTo(claimed, end),
  };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(sniffBytes), 0, sniffBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
