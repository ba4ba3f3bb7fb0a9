/** The types of pictures that are taken. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

/** How many bytes `isPicture` needs. */
export const kindBytes = 12;

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const begins = (bytes: Uint8Array, ...with_: number[]) => with_.every((byte, index) => bytes[index] === byte);

/** Whether a file begins like a PNG, JPEG, WebP or GIF, whatever its name and type say. */
export function isPicture(bytes: Uint8Array): boolean {
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return true;
  if (begins(bytes, 0xff, 0xd8, 0xff)) return true;
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return true;
  return /^GIF8[79]a/.test(ascii(bytes, 0, 6));
}
