import { AppError } from "../errors";
import { unbroken } from "./json-body";
import type { ApiRequest } from "./request-context";

/** A file that a route takes as its body: the types it may be of, its most bytes, and what is said of a larger one. */
export type FileBodySpec = { types: readonly string[]; bytes: number; tooLarge: string };

/** The parts of such a body, whatever Content-Length says of it. @throws AppError too_large, invalid_input when it does not arrive whole */
export async function* fileBody({ headers, body }: ApiRequest, { bytes: max, tooLarge: text }: FileBodySpec): AsyncIterable<Uint8Array> {
  const tooLarge = () => new AppError("too_large", text);
  if (Number(headers.get("content-length") ?? 0) > max) throw tooLarge();
  if (!body) return;
  let size = 0;
  for await (const chunk of unbroken(body as unknown as AsyncIterable<Uint8Array>)) {
    size += chunk.byteLength;
    if (size > max) throw tooLarge();
    yield chunk;
  }
}
