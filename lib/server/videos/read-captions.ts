import { limits } from "#lib/contract/limits.ts";
import { type CaptionsBody, webVttProblem } from "#lib/contract/videos.ts";
import { decodeText } from "../decode-text";
import { invalidField } from "../errors";

/** The first line of WebVTT, which SubRip lacks. */
const head = "WEBVTT\n\n";
const headLines = 2;

/** A line of times in SubRip: always with hours, and a comma before the milliseconds. Anchored, so that each line is matched only once. */
const subRipTiming =
  /^[ \t]*(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{1,3})[ \t]+-->[ \t]+(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{1,3})(?=[ \t\r\n]|$)/gm;
/** The position marks of some tools, in braces that browsers would show. */
const subRipPlace = /\{\\an?\d{1,2}\}/g;

const time = (hours = "", minutes = "", seconds = "", part = "") =>
  `${hours.padStart(2, "0")}:${minutes}:${seconds}.${part.padEnd(3, "0")}`;

/** Captions as WebVTT; `text` is WebVTT or SubRip. */
function toWebVtt(text: string): { text: string; linesBefore: number } {
  if (/^\s{0,100}WEBVTT/.test(text)) return { text: text.trimStart(), linesBefore: 0 };
  const cues = text.replace(subRipPlace, "").replace(subRipTiming, (_line, ...parts: string[]) => {
    const [h1, m1, s1, p1, h2, m2, s2, p2] = parts;
    return `${time(h1, m1, s1, p1)} --> ${time(h2, m2, s2, p2)}`;
  });
  return { text: head + cues, linesBefore: headLines };
}

/**
 * The captions of a request as WebVTT: given as text, or as the bytes of a file.
 * @throws AppError invalid_input for anything but WebVTT and SubRip, or when too large
 */
export function readCaptions({ captions = "", file_base64 }: CaptionsBody): string {
  if (file_base64 === undefined) return captions.replace(/^\ufeff/, "");
  const bytes = Buffer.from(file_base64, "base64");
  if (bytes.length > limits.captionsBytes) throw invalidField("file_base64", `must have at most ${limits.captionsBytes / 1024} KiB`);
  const decoded = decodeText(bytes);
  if (decoded.includes("\ufffd")) throw invalidField("file_base64", "contains characters that are no text: save the file as UTF-8");
  if (!decoded.includes("-->")) throw invalidField("file_base64", "must be captions as WebVTT (.vtt) or SubRip (.srt)");
  const { text, linesBefore } = toWebVtt(decoded);
  const problem = webVttProblem(text, linesBefore);
  if (problem) throw invalidField("file_base64", problem);
  return text;
}
