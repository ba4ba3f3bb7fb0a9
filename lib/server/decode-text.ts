/**
 * The text of a file of unknown encoding: UTF-8 with or without a byte-order mark, UTF-16 with one, or Windows-1252, which older tools
 * write. Bytes that are invalid in the encoding found become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // Removes the byte-order mark.
  const text = new TextDecoder("utf-8").decode(bytes);
  // Without one valid letter beyond ASCII it is no damaged UTF-8, but the older encoding.
  const isUtf8 = !text.includes("\ufffd") || /[^\p{ASCII}\ufffd]/u.test(text);
  return isUtf8 ? text : new TextDecoder("windows-1252").decode(bytes);
}
