import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { texts } from "#lib/contract/errors.ts";
import { limits } from "#lib/contract/limits.ts";
import { runBounded } from "../bounded-child";
import { AppError } from "../errors";
import { log } from "../log";
import { remember } from "../remember";
import { semaphore } from "../semaphore";

/** What make-webp.mjs says of a file. */
type Shrunk = { found: "picture"; width: number; height: number } | { found: "nothing" | "too much"; problem?: string };

const program = resolve(process.cwd(), "lib/server/images/make-webp.mjs");
/** Node itself reserves 0.8 GiB; 40 megapixels take 160 MiB. */
const childLimits = { timeoutMs: 15_000, memoryBytes: 2 * 1024 ** 3, fileBytes: 16 * 1024 ** 2 };
/** How many pictures one process works on at the same time, and how long the others wait, in ms. */
const concurrencyMax = 2;
const queueTimeoutMs = 20_000;
const enter = () => remember("images.places", () => semaphore(concurrencyMax))(queueTimeoutMs);

/**
 * Makes a WebP at `to` of the picture at `from`, in a child process with limits, because a file may demand anything (decision 0017). Takes
 * 0.3 s for a screenshot.
 * @returns its size in pixels
 * @throws AppError invalid_input, too_large; unavailable when too many wait; Error when no process can be started
 */
export async function shrinkPicture(from: string, to: string): Promise<{ width: number; height: number }> {
  const leave = await enter();
  try {
    return await shrink(from, to);
  } finally {
    leave();
  }
}

async function shrink(from: string, to: string): Promise<{ width: number; height: number }> {
  const source = await open(from);
  const made = await open(to, "wx", 0o600);
  try {
    const end = await runBounded({
      program: process.execPath,
      args: ["--max-old-space-size=128", "--no-warnings", program, String(limits.imageSide), String(limits.imagePixels)],
      limits: childLimits,
      fds: [source.fd, made.fd],
      signal: new AbortController().signal,
    });
    const [ready, answer] = end.output.split("\n");
    if (ready !== "ready" && !end.timedOut) throw new Error(`the reader of pictures does not start (${end.code}): ${end.stderr}`);
    const shrunk = end.code === 0 && answer ? (JSON.parse(answer) as Shrunk) : null;
    if (shrunk?.found === "picture") return { width: shrunk.width, height: shrunk.height };
    log.info({ code: end.code, timedOut: end.timedOut, answer: shrunk ?? end.stderr.slice(-200) }, "a picture could not be read");
    if (shrunk?.found === "too much") throw new AppError("too_large", texts.pictureTooManyPixels);
    throw new AppError("invalid_input", texts.pictureDamaged);
  } finally {
    await source.close();
    await made.close();
  }
}
