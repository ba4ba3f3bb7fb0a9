import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { runBounded } from "../bounded-child";
import { config } from "../config";
import { remember } from "../remember";
import type { Container, Probed } from "./sniff";
import { maxPixels, positiveOrNull, takesTooMuch, UnplayableVideo } from "./unplayable";

const call = promisify(execFile);

/** Whether this machine can convert videos: `ffmpeg` and `ffprobe` are on the path, and not switched off. */
export function hasFfmpeg(): Promise<boolean> {
  if (!config().ffmpeg) return Promise.resolve(false);
  return remember("ffmpeg", () =>
    Promise.all(["ffmpeg", "ffprobe"].map((name) => call(name, ["-version"]))).then(
      () => true,
      () => false,
    ),
  );
}

/** ffmpeg's names of its readers. Only the reader that fits the file may open it. */
const readers: Partial<Record<Container, string>> = { mov: "mov,mp4,m4a,3gp,3g2,mj2", matroska: "matroska,webm" };

/** Enough for several decoded pictures of 40 megapixels. */
const memoryBytes = 3 * 1024 ** 3;
/** The largest single allocation: an index of twelve hours, or one plane of a large picture. */
const pieceBytes = 256 * 1024 ** 2;
/** How many cores each part of ffmpeg may use. The other cores are for people. */
const threads = "2";

/**
 * The options for reading. A file from outside may name other files or addresses (play lists, references), so ffmpeg reads it as its own
 * format only, and may open nothing but this file. Pictures that are larger than the file claimed are not decoded.
 */
const reading = (path: string, container: Container) => [
  ...["-protocol_whitelist", "file,pipe", "-format_whitelist", readers[container] ?? container],
  ...["-max_pixels", String(maxPixels), "-threads", threads, "-i", `file:${path}`],
];

type Found = {
  format?: { duration?: string };
  streams?: {
    codec_type?: string;
    codec_name?: string;
    duration?: string;
    width?: number;
    height?: number;
    disposition?: { attached_pic?: number };
  }[];
};

/**
 * What ffprobe finds in a file. Null without ffmpeg, and when the file holds nothing to see or hear.
 * @throws UnplayableVideo when the file exceeds the limits; the signal's reason
 */
export async function probeByFfmpeg(path: string, container: Container, signal: AbortSignal): Promise<Probed | "sound" | null> {
  if (!(await hasFfmpeg())) return null;
  const shown = "stream=codec_type,codec_name,duration,width,height:stream_disposition=attached_pic:format=duration";
  const end = await runBounded({
    program: "ffprobe",
    args: ["-max_alloc", String(pieceBytes), "-v", "error", "-print_format", "json", "-show_entries", shown, ...reading(path, container)],
    limits: { timeoutMs: 30_000, memoryBytes, fileBytes: 0 },
    signal,
  });
  if (end.timedOut || end.code === null) throw new UnplayableVideo(takesTooMuch);
  if (end.code !== 0) return null;
  const { format, streams = [] } = JSON.parse(end.output) as Found;
  const video = streams.find(({ codec_type, disposition }) => codec_type === "video" && !disposition?.attached_pic);
  const audio = streams.find(({ codec_type }) => codec_type === "audio");
  if (!video) return audio ? "sound" : null;
  return {
    container,
    type: "",
    video: null,
    videoDetail: null,
    audio: audio ? (audio.codec_name ?? "unknown") : null,
    width: positiveOrNull(video.width),
    height: positiveOrNull(video.height),
    duration: positiveOrNull(format?.duration ?? video.duration),
    startsFast: false,
  };
}

type Making = {
  /** `start`: in seconds; the part before it is skipped, not read. */
  from: { path: string; container: Container; duration: number; start?: number };
  /** The arguments between the input and the output. */
  args: string[];
  to: string;
  timeoutMs: number;
  /** The largest output file. */
  maxBytes: number;
  signal: AbortSignal;
  /** Called with the part that is done, 0 to 1, about twice a second. */
  onProgress?: (part: number) => void;
};

/** ffmpeg failed, took too long, or made nothing. The message is ffmpeg's own. */
export class ConversionFailed extends Error {}

/** Runs ffmpeg on a local file and waits for its output file. @throws ConversionFailed; the signal's reason */
export async function runFfmpeg({ from, args, to, timeoutMs, maxBytes, signal, onProgress }: Making): Promise<void> {
  const quiet = ["-nostdin", "-hide_banner", "-v", "error", "-y", "-max_alloc", String(pieceBytes), "-filter_threads", threads];
  const input = ["-ss", String(from.start ?? 0), ...reading(from.path, from.container)];
  const output = ["-threads", threads, "-fs", String(maxBytes), "-progress", "pipe:1", `file:${to}`];
  let line = "";
  const end = await runBounded({
    program: "ffmpeg",
    args: [...quiet, ...input, ...args, ...output],
    limits: { timeoutMs, memoryBytes, fileBytes: maxBytes },
    signal,
    onOutput(text) {
      const lines = (line + text).split("\n");
      line = lines.pop()?.slice(-200) ?? "";
      const micros = lines.flatMap((row) => /^out_time_us=(\d+)$/.exec(row)?.[1] ?? []).at(-1);
      if (micros && from.duration > 0) onProgress?.(Math.min(1, Number(micros) / 1e6 / from.duration));
    },
  });
  if (end.timedOut) throw new ConversionFailed(`ffmpeg was ended after ${timeoutMs / 1000} s`);
  if (end.code !== 0) throw new ConversionFailed(`ffmpeg ended with ${end.code}: ${end.stderr}`);
  const bytes = await stat(to).then(
    ({ size }) => size,
    () => 0,
  );
  if (bytes === 0) throw new ConversionFailed(`ffmpeg ended well and made nothing: ${end.stderr}`);
  // At its size limit ffmpeg ends without an error, with half of the video made.
  if (bytes > maxBytes * 0.98) throw new ConversionFailed(`ffmpeg's file would be larger than ${maxBytes} bytes`);
}
