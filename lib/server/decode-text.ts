/**
 * The text of a file whose encoding nobody has said: UTF-8 with or without a byte-order mark, UTF-16 with one, or Windows-1252, which older tools
 * write. What is no text in the encoding that was found becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // Takes the byte-order mark off.
  const text = new TextDecoder("utf-8").decode(bytes);
  // Not one letter beyond ASCII came out right: it is no damaged UTF-8, but the older encoding.
  const isUtf8 = !text.includes("\ufffd") || /[^\p{ASCII}\ufffd]/u.test(text);
  return isUtf8 ? text : new TextDecoder("windows-1252").decode(bytes);
}
