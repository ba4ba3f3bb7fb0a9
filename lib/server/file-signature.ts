/** The characters of some bytes of a file. */
export const asciiOf = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Whether a file begins with these bytes. */
export const beginsWith = (bytes: Uint8Array, ...first: number[]): boolean => first.every((byte, index) => bytes[index] === byte);

/** How many bytes `pictureKind` needs. */
export const pictureKindBytes = 12;

/** The kind of a picture by its first bytes, whatever its name and type say; null for any other file. */
export function pictureKind(bytes: Uint8Array): "png" | "jpeg" | "webp" | "gif" | null {
  if (beginsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (beginsWith(bytes, 0xff, 0xd8, 0xff)) return "jpeg";
  if (asciiOf(bytes, 0, 4) === "RIFF" && asciiOf(bytes, 8, 12) === "WEBP") return "webp";
  return /^GIF8[79]a/.test(asciiOf(bytes, 0, 6)) ? "gif" : null;
}
