import { remember } from "../remember";
import type { Json } from "./json-schema";

/** A description as tools read it: without an envelope, from pages of any origin. Made once. */
export async function serveDescription(name: string, make: () => Promise<Json>): Promise<Response> {
  const text = await remember(`description.${name}`, async () => JSON.stringify(await make()));
  return new Response(text, {
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      "cache-control": "private, no-store",
      "access-control-allow-origin": "*",
    },
  });
}
