import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { config } from "../config";
import { AppError } from "../errors";

type Range = { start: number; end: number };

/** One byte range of `Range: bytes=…` (RFC 9110 section 14): null when there is none that we serve in parts, "beyond" when it lies outside. */
export function parseRange(header: string | null, size: number): Range | "beyond" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  if (from === "") {
    const last = Number(to);
    return last === 0 ? "beyond" : { start: Math.max(0, size - last), end: size - 1 };
  }
  const range = { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
  if (to !== "" && Number(to) < range.start) return null;
  return range.start >= size ? "beyond" : range;
}

/**
 * A file below DATA_DIR/media as an answer, whole or one range of it, with validators.
 * @param name as stored with the video; never from a client
 */
export async function serveFile(name: string, contentType: string, headers: Headers): Promise<Response> {
  const root = resolve(config().dataDir, "media");
  const path = resolve(root, name);
  if (!path.startsWith(root + sep)) throw new Error(`a media file outside the media folder: ${name}`);
  const info = await stat(path).catch((cause: unknown) => {
    throw new AppError("not_found", "The file of this video is not there", { cause });
  });
  const etag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
  const common = {
    "content-type": contentType,
    "accept-ranges": "bytes",
    etag,
    "last-modified": info.mtime.toUTCString(),
    // The browser may keep it but asks each time: access can end.
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (headers.get("if-none-match")?.split(/,\s*/).includes(etag)) return new Response(null, { status: 304, headers: common });
  const ifRange = headers.get("if-range");
  const range = ifRange !== null && ifRange !== etag ? null : parseRange(headers.get("range"), info.size);
  if (range === "beyond") return new Response(null, { status: 416, headers: { ...common, "content-range": `bytes */${info.size}` } });
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  const partial: Record<string, string> = range ? { "content-range": `bytes ${start}-${end}/${info.size}` } : {};
  const body = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream;
  return new Response(body, { status: range ? 206 : 200, headers: { ...common, ...partial, "content-length": String(end - start + 1) } });
}
