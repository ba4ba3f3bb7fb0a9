import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { runBounded } from "../bounded-child";
import { log } from "../log";
import type { Container, Probed } from "./sniff";
import { takesTooMuch, UnplayableVideo } from "./unplayable";

/** What the reader finds in a file (read-media.mjs). */
export type FileReading =
  | { found: "nothing" | "sound" | "no packet" | "too much"; problem?: string }
  | (Pick<Probed, "type" | "video" | "videoDetail" | "audio" | "width" | "height"> & {
      found: "video";
      /** The length that the file states, in seconds; null when it states none. */
      claimed: number | null;
      /** The end of the last packet, in seconds; null when the file ends before it. */
      end: number | null;
      /** Whether playing can begin anywhere before the whole file has arrived. */
      hasIndex: boolean;
    });

/** The index of a video of 24 hours, with 30 pictures a second stored out of order, takes 500 MiB. */
const heapMiB = 768;
/** Node itself reserves 0.8 GiB. */
const memoryBytes = 2 * 1024 ** 3;
export const readingTimeoutMs = 30_000;

/** Containers that the reader knows. The others are left to ffprobe. */
const known = new Set<Container>(["mov", "matroska", "ogg", "mpegts"]);

const here = resolve(process.cwd(), "lib/server/videos/read-media.mjs");
const readablePaths = [here, resolve(process.cwd(), "package.json"), `${resolve(process.cwd(), "node_modules/mediabunny")}/`];

/**
 * The Node options that let the reader read its own program and the open file, and do nothing else. Their names depend on the version of
 * Node.
 */
function permissions(): string[] {
  const flag = ["--permission", "--experimental-permission"].find((name) => process.allowedNodeEnvironmentFlags.has(name));
  return flag ? [flag, ...readablePaths.map((path) => `--allow-fs-read=${path}`)] : [];
}

/**
 * Looks into the file at `path` in a child process, with at most 30 s and 768 MiB of heap, because a file may demand anything. Takes about
 * 0.2 s. Null for a container that the reader does not know.
 * @throws UnplayableVideo when the file exceeds the limits; Error when no process can be started; the signal's reason
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
      fds: [file.fd],
      signal,
    });
    const [ready, answer] = end.output.split("\n");
    if (ready !== "ready" && !end.timedOut) throw new Error(`the reader of files does not start (${end.code}): ${end.stderr}`);
    const reading = end.code === 0 && answer ? (JSON.parse(answer) as FileReading) : null;
    if (reading && reading.found !== "too much") return reading;
    log.info(
      { code: end.code, timedOut: end.timedOut, answer: reading ?? end.stderr.slice(-200) },
      "a file took more than its reader may take",
    );
    throw new UnplayableVideo(takesTooMuch);
  } finally {
    await file.close();
  }
}
