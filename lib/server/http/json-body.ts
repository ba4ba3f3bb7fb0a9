import { limits } from "#lib/contract/limits.ts";
import { AppError } from "../errors";
import type { ApiRequest } from "./request-context";

/** Reads at most `max` bytes, whatever Content-Length says. */
export async function readText(request: ApiRequest, max: number): Promise<string> {
  const tooLarge = () => new AppError("too_large", `The body is larger than ${max / 1024} KiB`);
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unbroken(request.body as unknown as AsyncIterable<Uint8Array>)) {
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

/** The body's parts. A client that leaves in the middle of its body is no fault of ours, so nothing is reported. */
export async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new AppError("invalid_input", "The body did not arrive whole", { cause });
  }
}

/** The deepest nesting of a body. Ours have 3 levels; parsing and checking cost with each level, up to the end of the stack. */
const depthMax = 32;
/** The most values of a body. Our largest has a thousand, muted threads. One byte of `[` becomes an object of a hundred bytes. */
const valuesMax = 2000;

/**
 * Why a text is not parsed as JSON, as a sentence; null when it is. Takes one pass, which skips strings by the engine's own search, so a
 * refused text costs no more than its bytes. Does not check that it is valid; the parser does.
 */
export function jsonExcess(text: string): string | null {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === "[" || sign === "{") {
      depth++;
      values++;
    } else if (sign === "]" || sign === "}") depth--;
    else if (sign === ",") values++;
    if (depth > depthMax) return `The body is nested more than ${depthMax} levels deep`;
    if (values > valuesMax) return `The body has more than ${valuesMax} values`;
  }
  return null;
}

/** The end of the string that begins at `start`: its closing quotation mark, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/**
 * The request's JSON; undefined without a body.
 * @throws AppError not_json when the content type says something else (and is not excused), too_large, invalid_input when it is malformed,
 * nested too deeply or of too many values
 */
export async function readJson(request: ApiRequest, anyContentType: boolean, max: number = limits.jsonBodyBytes): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!anyContentType && type !== undefined && type !== "application/json")
    throw new AppError("not_json", "The body must be JSON: send Content-Type: application/json");
  const text = await readText(request, max);
  if (text.trim() === "") return undefined;
  if (!anyContentType && type === undefined) throw new AppError("not_json", "The body must be JSON: send Content-Type: application/json");
  return parseJson(text);
}

/** @throws AppError invalid_input when the text is no JSON, nested too deeply or of too many values */
export function parseJson(text: string): unknown {
  const excess = jsonExcess(text);
  if (excess !== null) throw new AppError("invalid_input", excess);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON");
  }
}
