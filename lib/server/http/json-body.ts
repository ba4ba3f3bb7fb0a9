import { limits } from "#lib/contract/limits";
import { AppError } from "../errors";

/** Reads at most `max` bytes, whatever Content-Length says. */
export async function readText(request: Request, max: number): Promise<string> {
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

/** A client that goes away in the middle of its body is nothing to report as a fault of ours. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new AppError("invalid_input", "The body did not arrive whole", { cause });
  }
}

/** Our deepest body has 3 levels; parsing and checking cost with each level, up to a stack that ends. */
const depthMax = 32;
/** Our largest body has a thousand values, muted threads. One byte of `[` becomes an object of a hundred. */
const valuesMax = 2000;

/**
 * What keeps a text from being parsed as JSON, as a sentence; null for nothing. One pass, which skips strings by the engine's own search: what
 * is refused here has cost no more than its bytes. It need not be valid: that is for the parser to say.
 */
export function excessOfJson(text: string): string | null {
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

/** Where the string that begins at `start` ends: at its closing quotation mark, or with the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

/**
 * The request's JSON, or undefined when there is no body.
 * @throws AppError not_json when the content type says something else (and is not excused), too_large, invalid_input when it is malformed,
 * nested too deeply or of too many values.
 */
export async function readJson(request: Request, anyContentType: boolean, max: number = limits.jsonBodyBytes): Promise<unknown> {
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
  const excess = excessOfJson(text);
  if (excess !== null) throw new AppError("invalid_input", excess);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON");
  }
}
