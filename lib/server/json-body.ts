import { limits } from "#lib/contract/limits";
import { AppError } from "./errors";

/** Reads at most `max` bytes, whatever Content-Length says. */
async function readText(request: Request, max: number): Promise<string> {
  const tooLarge = () => new AppError("too_large", `The body is larger than ${max / 1024} KiB`);
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > max) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("invalid_input", "The body is not UTF-8");
  }
}

/**
 * The request's JSON, or undefined when there is no body.
 * @throws AppError not_json when the content type says something else (and is not excused), too_large, invalid_input when it is malformed.
 */
export async function readJson(request: Request, anyContentType: boolean, max: number = limits.jsonBodyBytes): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!anyContentType && type !== undefined && type !== "application/json")
    throw new AppError("not_json", "The body must be JSON: send Content-Type: application/json");
  const text = await readText(request, max);
  if (text.trim() === "") return undefined;
  if (!anyContentType && type === undefined) throw new AppError("not_json", "The body must be JSON: send Content-Type: application/json");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON");
  }
}
