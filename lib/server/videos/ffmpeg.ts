import { execFile, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { config } from "../config";
import { remember } from "../remember";
import type { Probed } from "./probe";
import type { Container } from "./sniff";

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

/** ffmpeg's own names of its readers, of which only the one that fits the file may open it. */
const readers: Partial<Record<Container, string>> = { mov: "mov,mp4,m4a,3gp,3g2,mj2", matroska: "matroska,webm" };

/**
 * A file from outside may name other files or addresses (play lists, references): ffmpeg reads it as what it is and as nothing else, and
 * knows no way to anything but this file.
 */
const reading = (path: string, container: Container) => [
  ...["-protocol_whitelist", "file,pipe", "-format_whitelist", readers[container] ?? container],
  ...["-i", `file:${path}`],
];

type Found = {
  format?: { duration?: string };
  streams?: { codec_type?: string; codec_name?: string; duration?: string; disposition?: { attached_pic?: number } }[];
};

/** What ffmpeg knows of a file; null without ffmpeg, and when there is no video in it. */
export async function probeByFfmpeg(path: string, container: Container): Promise<Probed | null> {
  if (!(await hasFfmpeg())) return null;
  const args = ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", ...reading(path, container)];
  const said = await call("ffprobe", args, { timeout: 60_000, maxBuffer: 4 * 1024 ** 2 }).catch(() => null);
  if (!said) return null;
  const { format, streams = [] } = JSON.parse(said.stdout) as Found;
  const video = streams.find(({ codec_type, disposition }) => codec_type === "video" && !disposition?.attached_pic);
  if (!video) return null;
  const audio = streams.find(({ codec_type }) => codec_type === "audio");
  const duration = Number(format?.duration ?? video.duration ?? 0);
  return {
    container,
    type: "",
    video: null,
    videoDetail: null,
    audio: audio ? (audio.codec_name ?? "unknown") : null,
    duration: Number.isFinite(duration) ? duration : 0,
    startsFast: false,
  };
}

type Making = {
  /** `start`: in seconds; what lies before is skipped, not read. */
  from: { path: string; container: Container; duration: number; start?: number };
  /** What comes between the input and the output. */
  args: string[];
  to: string;
  /** Wall clock, in seconds. */
  limit: number;
  signal: AbortSignal;
  /** Told of the part that is done, 0 to 1, about twice a second. */
  onPart?: (part: number) => void;
};

/** A week, in seconds: timers hold no more than 24 days. */
const longest = 7 * 86_400;

/** ffmpeg gave up, or took too long. Its message is what ffmpeg said. */
export class ConversionFailed extends Error {}

/** Runs ffmpeg on a local file, behind everything else that the machine has to do. @throws ConversionFailed; the signal's reason */
export async function runFfmpeg({ from, args, to, limit, signal, onPart }: Making): Promise<void> {
  const all = ["-nostdin", "-hide_banner", "-v", "error", "-y", "-ss", String(from.start ?? 0), ...reading(from.path, from.container)];
  const ended = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(Math.min(limit, longest) * 1000))]);
  ended.throwIfAborted();
  const child = spawn("ffmpeg", [...all, ...args, "-progress", "pipe:1", `file:${to}`], {
    stdio: ["ignore", "pipe", "pipe"],
    signal: ended,
    killSignal: "SIGKILL",
  });
  if (child.pid) setPriority(child.pid, 10);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-2000);
  });
  createInterface(child.stdout).on("line", (line) => {
    const micros = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micros && from.duration > 0) onPart?.(Math.min(1, Number(micros) / 1e6 / from.duration));
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject)).catch(
    (error: unknown) => {
      if (!ended.aborted) throw error;
      return null;
    },
  );
  signal.throwIfAborted();
  if (ended.aborted) throw new ConversionFailed(`ffmpeg was ended after ${limit} s`);
  if (code !== 0) throw new ConversionFailed(`ffmpeg ended with ${code}: ${said.trim()}`);
}
