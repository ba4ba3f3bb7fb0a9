/** Code points of a text, the unit in which the contract counts lengths. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * Characters that show nothing: those that Unicode lets programs ignore (zero-width spaces and joiners, fillers, marks of direction,
 * variation selectors), control characters, and the empty Braille cell. White space is not among them. Source:
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800]|(?!\s)\p{Cc}/gu;

/** The number of visible code points of a text, without white space at its ends. */
export const visibleCodePoints = (text: string): number => codePoints(text.replace(invisible, "").trim());

/** Whether a text can't stand on one line: it holds a line break, or a character that changes the direction of what follows. */
export const breaksItsLine = (text: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(text);

/** A whole number with commas between its thousands. The browser's own way takes milliseconds to get ready, and a first drawing waits. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
