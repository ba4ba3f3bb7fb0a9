import type { Readable } from "node:stream";

/** The first bytes of a stream, left in it; empty when nothing comes. */
export async function firstBytes(stream: Readable): Promise<Uint8Array> {
  if (stream.readableLength === 0 && !stream.readableEnded)
    await new Promise<void>((resolve) => {
      const done = () => {
        stream.off("readable", done).off("end", done).off("close", done).off("error", done);
        resolve();
      };
      stream.on("readable", done).on("end", done).on("close", done).on("error", done);
    });
  const chunk = stream.read() as Buffer | null;
  if (chunk) stream.unshift(chunk);
  return chunk ?? new Uint8Array();
}
