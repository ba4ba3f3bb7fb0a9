import { type FileHandle, open, stat } from "node:fs/promises";
import { texts } from "#lib/contract/errors.ts";
import { AppError } from "../errors";

/** The statuses of a file's answer beside 200, for the description of the API. */
export const fileStatuses = {
  206: "The part that `Range` asks for",
  304: "The client has it already, as `If-None-Match` or `If-Modified-Since` says",
  416: "`Range` lies outside the file",
} as const;

type Range = { start: number; end: number };

/**
 * One byte range of `Range: bytes=…` (RFC 9110 section 14). Null when there is none that we serve in parts, "beyond" when it lies outside.
 */
export function parseRange(header: string | null, size: number): Range | "beyond" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  if (from === "") {
    const last = Number(to);
    return last === 0 || size === 0 ? "beyond" : { start: Math.max(0, size - last), end: size - 1 };
  }
  const range = { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
  if (to !== "" && Number(to) < Number(from)) return null;
  return range.start >= size ? "beyond" : range;
}

/** Headers for an uploaded file: with the type found in it, and so that it never runs. */
export const untrustedContentHeaders = (contentType: string): Record<string, string> => ({
  "content-type": contentType,
  // The browser may keep it but asks each time, because access can end.
  "cache-control": "private, no-cache",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
});

/** Whether the client's copy is current (RFC 9110 section 13.1): by tag, or, without one, by time. */
export function isFresh(headers: Headers, etag: string, modified: Date): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null)
    return tags
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === etag || tag === "*");
  return Date.parse(headers.get("if-modified-since") ?? "") >= Math.floor(modified.getTime() / 1000) * 1000;
}

/** Whether a range may be served: always without `If-Range`, and with it only if the client has a part of this very file. */
function canServeRange(headers: Headers, etag: string, modified: Date): boolean {
  const condition = headers.get("if-range");
  return condition === null || condition === etag || condition === modified.toUTCString();
}

/** How much is read at a time, in bytes. */
const pieceBytes = 256 * 1024;

/**
 * The bytes of a file from `start` to `end`, both included. Opens the file when the first byte is asked for, and closes it with the last,
 * or when the reader leaves. Because Node's own `Readable.toWeb` opens it at once, never closes it for a client that left before, and may
 * throw where nobody can catch it for one that leaves in the middle.
 */
function bytesOf(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let at = start;
  let isOver = false;
  const close = async () => {
    isOver = true;
    const opened = file;
    file = undefined;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path);
          if (isOver) return await close();
          const piece = new Uint8Array(Math.min(pieceBytes, end - at + 1));
          const { bytesRead } = await file.read(piece, 0, piece.length, at);
          if (isOver) return await close();
          if (bytesRead === 0) throw new Error("the file became shorter while it was served");
          at += bytesRead;
          controller.enqueue(piece.subarray(0, bytesRead));
          if (at <= end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: close,
    },
    // Nothing is read ahead of demand.
    { highWaterMark: 0 },
  );
}

/**
 * A file as an answer, whole or one range of it, with validators.
 * @param path made by the server, never by a client
 * @throws AppError not_found
 */
export async function serveFile(path: string, contentType: string, headers: Headers): Promise<Response> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new AppError("not_found", texts.fileMissing, { cause });
  });
  const etag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
  const common = { ...untrustedContentHeaders(contentType), "accept-ranges": "bytes", etag, "last-modified": info.mtime.toUTCString() };
  if (isFresh(headers, etag, info.mtime)) return new Response(null, { status: 304, headers: common });
  const range = canServeRange(headers, etag, info.mtime) ? parseRange(headers.get("range"), info.size) : null;
  if (range === "beyond") return new Response(null, { status: 416, headers: { ...common, "content-range": `bytes */${info.size}` } });
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  const partial: Record<string, string> = range ? { "content-range": `bytes ${start}-${end}/${info.size}` } : {};
  const body = info.size === 0 ? null : bytesOf(path, start, end);
  return new Response(body, { status: range ? 206 : 200, headers: { ...common, ...partial, "content-length": String(end - start + 1) } });
}
