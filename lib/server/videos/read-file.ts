import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { log } from "../log";
import { runBounded } from "./bounded-child";
import type { Container } from "./sniff";
import { takesTooMuch, UnplayableVideo } from "./unplayable";

/** What the reader says of a file (read-media.mjs). */
export type FileReading =
  | { found: "nothing" | "sound" | "no packet" | "too much"; problem?: string }
  | {
      found: "video";
      /** As browsers call it, such as `video/mp4`. */
      type: string;
      video: string | null;
      videoDetail: string | null;
      audio: string | null;
      /** In pixels, as they are coded. */
      width: number;
      height: number;
      /** The length that the file says it has, in seconds; null: it says none. */
      claimed: number | null;
      /** Where the last packet ends, in seconds; null: the file ends before it. */
      end: number | null;
      /** Whether playing, and going to any place in it, can begin before the whole file is there. */
      hasIndex: boolean;
    };

/** The index of a video of 24 hours, at 30 pictures a second that are stored out of order, takes 500. */
const heapMiB = 768;
/** Node itself reserves 0.8 GiB. */
const memoryBytes = 2 * 1024 ** 3;
export const readingTimeoutMs = 30_000;

/** Containers that the reader knows. The others are left to ffprobe. */
const known = new Set<Container>(["mov", "matroska", "ogg", "mpegts"]);

const here = resolve(process.cwd(), "lib/server/videos/read-media.mjs");
const mayRead = [here, resolve(process.cwd(), "package.json"), `${resolve(process.cwd(), "node_modules/mediabunny")}/`];

/** The reader may read its own program and the one open file, and start, write or change nothing; by what this Node calls it. */
function permissions(): string[] {
  const flag = ["--permission", "--experimental-permission"].find((name) => process.allowedNodeEnvironmentFlags.has(name));
  return flag ? [flag, ...mayRead.map((path) => `--allow-fs-read=${path}`)] : [];
}

/**
 * Looks into the file at `path` in a process of its own, which may take no more than 30 s and 768 MiB of heap: a file may ask for anything.
 * About 0.2 s. Null for a container that it does not know.
 * @throws UnplayableVideo when the file takes more; Error when no process can be started; the signal's reason
 */
export async function readFile(
  path: string,
  container: Container,
  signal: AbortSignal,
  timeoutMs = readingTimeoutMs,
): Promise<FileReading | null> {
  if (!known.has(container)) return null;
  const file = await open(path);
  try {
    const end = await runBounded({
      program: process.execPath,
      args: [`--max-old-space-size=${heapMiB}`, "--no-warnings", ...permissions(), here, container],
      limits: { timeoutMs, memoryBytes, fileBytes: 0 },
      fd: file.fd,
      signal,
    });
    const [ready, said] = end.output.split("\n");
    if (ready !== "ready" && !end.timedOut) throw new Error(`the reader of files does not start (${end.code}): ${end.said}`);
    const reading = end.code === 0 && said ? (JSON.parse(said) as FileReading) : null;
    if (reading && reading.found !== "too much") return reading;
    log.info(
      { code: end.code, timedOut: end.timedOut, said: reading ?? end.said.slice(-200) },
      "a file took more than its reader may take",
    );
    throw new UnplayableVideo(takesTooMuch);
  } finally {
    await file.close();
  }
}
