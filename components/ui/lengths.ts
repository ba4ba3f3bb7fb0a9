import { codePoints, grouped, visibleCodePoints } from "#lib/contract/text.ts";
import { counted } from "./counted";

/** How many characters are left, for a counter, once few are (the last tenth); null before. Negative: too long. */
export function charactersLeft(text: string, max: number): number | null {
  // Code units are never fewer than code points, so most texts need no counting.
  if (text.length < max * 0.9) return null;
  const left = max - codePoints(text.trim());
  return left <= max * 0.1 ? left : null;
}

/** Why the server would refuse a text of `min` to `max` characters, in words for its writer; null when it would not. */
export function lengthProblem(text: string, min: number, max: number): string | null {
  const length = codePoints(text.trim());
  const visible = visibleCodePoints(text);
  if (visible === 0) return "Write something first.";
  if (visible < min) return `Add a bit more detail (at least ${min} characters).`;
  if (length > max) return `${counted(length - max, "character", "characters")} over the limit of ${grouped(max)}.`;
  return null;
}
