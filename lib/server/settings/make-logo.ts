import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { v7 as uuid } from "uuid";
import { limits } from "#lib/contract/limits.ts";
import { runBounded } from "../bounded-child";
import { invalidField } from "../errors";
import { pictureKind } from "../file-signature";
import { log } from "../log";
import { workFolder } from "../storage/storage";

export type Logo = { png: Buffer; width: number; height: number };

/** The largest picture that is looked at, in pixels: 64 MB when it is drawn. */
const pixelsMax = 16_000_000;
const timeoutMs = 20_000;
/** Node and the library reserve most of it, and use little. */
const memoryBytes = 4 * 1024 ** 3;

const drawn = new Set<ReturnType<typeof pictureKind>>(["png", "jpeg", "webp"]);

const reader = resolve(process.cwd(), "lib/server/settings/read-logo.mjs");

/** Makes the logo from an uploaded picture: drawn anew, in a child process (decision 0017). @throws AppError invalid_input */
export async function makeLogo(bytes: Buffer): Promise<Logo> {
  if (bytes.length > limits.logoBytes) throw invalidField("image_base64", `must be a picture of at most ${limits.logoBytes / 1024} KiB`);
  // Nothing else gets to the library, which knows many formats more, SVG among them.
  if (!drawn.has(pictureKind(bytes))) throw invalidField("image_base64", "must be a PNG, JPEG or WebP picture");
  const end = await withOpenFile(bytes, (fd) =>
    runBounded({
      program: process.execPath,
      args: ["--max-old-space-size=256", "--no-warnings", reader, String(limits.logoSide), String(pixelsMax)],
      limits: { timeoutMs, memoryBytes, fileBytes: 0 },
      fds: [fd],
      signal: AbortSignal.timeout(2 * timeoutMs),
    }),
  );
  const [ready, answer] = end.output.split("\n");
  if (ready !== "ready" && !end.timedOut) throw new Error(`the reader of pictures does not start (${end.code}): ${end.stderr}`);
  const made = end.code === 0 && answer ? (JSON.parse(answer) as { png?: string; width: number; height: number }) : null;
  if (made?.png !== undefined) return { png: Buffer.from(made.png, "base64"), width: made.width, height: made.height };
  log.info({ code: end.code, timedOut: end.timedOut, answer: made ?? end.stderr.slice(-200) }, "a picture could not be drawn");
  throw invalidField("image_base64", "must be a whole picture, of at most 16 megapixels: this one can’t be read");
}

async function withOpenFile<Result>(bytes: Buffer, use: (fd: number) => Promise<Result>): Promise<Result> {
  await mkdir(workFolder(), { recursive: true });
  const path = join(workFolder(), `logo-${uuid()}`);
  await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
  try {
    const file = await open(path);
    try {
      return await use(file.fd);
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
