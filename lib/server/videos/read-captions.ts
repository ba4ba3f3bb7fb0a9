import { limits } from "#lib/contract/limits";
import { type CaptionsBody, webVttProblem } from "#lib/contract/videos";
import { decodeText } from "../decode-text";
import { invalidField } from "../errors";

/** What SubRip has no room for and WebVTT wants first. */
const head = "WEBVTT\n\n";
const headLines = 2;

/** A line of SubRip with times: a comma before the thousandths, always with hours. Anchored, so each line is looked at once. */
const subRipTiming =
  /^[ \t]*(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{1,3})[ \t]+-->[ \t]+(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{1,3})(?=[ \t\r\n]|$)/gm;
/** Where some tools say that a caption stands, in braces that browsers would show. */
const subRipPlace = /\{\\an?\d{1,2}\}/g;

const time = (hours = "", minutes = "", seconds = "", part = "") =>
  `${hours.padStart(2, "0")}:${minutes}:${seconds}.${part.padEnd(3, "0")}`;

/** The text of captions as WebVTT. `text` is WebVTT already, or SubRip. */
function toWebVtt(text: string): { text: string; linesBefore: number } {
  if (/^\s{0,100}WEBVTT/.test(text)) return { text: text.trimStart(), linesBefore: 0 };
  const cues = text.replace(subRipPlace, "").replace(subRipTiming, (_line, ...parts: string[]) => {
    const [h1, m1, s1, p1, h2, m2, s2, p2] = parts;
    return `${time(h1, m1, s1, p1)} --> ${time(h2, m2, s2, p2)}`;
  });
  return { text: head + cues, linesBefore: headLines };
}

/**
 * The captions that a request brings, as WebVTT: a text that is it already, or the bytes of a file.
 * @throws AppError invalid_input for what is neither WebVTT nor SubRip, or too large
 */
export function readCaptions({ captions = "", file_base64 }: CaptionsBody): string {
  if (file_base64 === undefined) return captions.replace(/^\ufeff/, "");
  const bytes = Buffer.from(file_base64, "base64");
  if (bytes.length > limits.captionsBytes) throw invalidField("file_base64", `must have at most ${limits.captionsBytes / 1024} KiB`);
  const given = decodeText(bytes);
  if (given.includes("\ufffd")) throw invalidField("file_base64", "contains characters that are no text: save the file as UTF-8");
  if (!given.includes("-->")) throw invalidField("file_base64", "must be captions as WebVTT (.vtt) or SubRip (.srt)");
  const { text, linesBefore } = toWebVtt(given);
  const problem = webVttProblem(text, linesBefore);
  if (problem) throw invalidField("file_base64", problem);
  return text;
}
