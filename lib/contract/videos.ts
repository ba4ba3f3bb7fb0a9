import { z } from "zod";
import { line } from "./fields";
import { limits } from "./limits";

/** What only the people who run the course may see of a video that is not ready: its progress, why it failed, and where its file goes. */
export const videoProcessingSchema = z.strictObject({
  status: z.enum(["processing", "ready", "failed"]),
  /** Whether all of the file has arrived. */
  uploaded: z.boolean(),
  /** The progress of its processing, 0 to 99; null when it has not begun, or is over. */
  percent: z.number().int().nullable(),
  failure: z.string().nullable(),
  /** A tus endpoint, as in the answer that made the video; null where no file is expected. A failed video accepts another one. */
  upload_url: z.string().nullable(),
  /**
   * Another file that a lecture expects while it plays the present one; null for none. `upload_url` is null once all of it is there, and
   * `failure` says why it did not come to be.
   */
  replacement: z
    .strictObject({
      uploaded: z.boolean(),
      percent: z.number().int().nullable(),
      failure: z.string().nullable(),
      upload_url: z.string().nullable(),
    })
    .nullable(),
});
export type VideoProcessing = z.infer<typeof videoProcessingSchema>;

/** The answer to `POST /api/videos/:id/replacement`: where the other file goes, by tus. */
export const replacementSchema = z.strictObject({ upload_url: z.url() });
export type Replacement = z.infer<typeof replacementSchema>;

export const progressBody = z.strictObject({
  seconds: z
    .number("must be a whole number of seconds")
    .int("must be a whole number of seconds")
    .min(0, "must not be negative")
    .max(limits.secondsMax, `must be at most ${limits.secondsMax}`),
});
export type ProgressBody = z.infer<typeof progressBody>;

/** Where the caller stopped watching. `updated_at` is null if they never watched; `watched` once they were nine tenths through. */
export const progressSchema = z.strictObject({
  seconds: z.number().int(),
  updated_at: z.iso.datetime({ precision: 3 }).nullable(),
  watched: z.boolean(),
});
export type VideoProgress = z.infer<typeof progressSchema>;

const captions = z.string("must be text").superRefine((text, context) => {
  const problem = webVttProblem(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});
/** A BCP 47 tag such as `de` or `pt-BR`; comes out in its canonical form. */
const language = z
  .string("must be a language tag such as de or pt-BR")
  .max(20, "must be a language tag such as de or pt-BR")
  // Without a flag, because the description of the API shows it and can't show flags.
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as de or pt-BR")
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? tag;
    } catch {
      context.addIssue({ code: "custom", message: "must be a language tag such as de or pt-BR" });
      return z.NEVER;
    }
  });
/** Which captions of a video; without a language the first ones. */
export const captionsQuery = z.object({ language: language.optional() });
export type CaptionsQuery = z.infer<typeof captionsQuery>;

/**
 * The whole text of a WebVTT file, or a file in base64: WebVTT or SubRip, whose encoding the server finds out. Without a language it is
 * English, as when videos had captions in one language only. `label` is what players show.
 */
export const captionsBody = z
  .strictObject({
    captions: captions.optional(),
    file_base64: z.base64("must be the file in base64").min(1, "must not be empty").optional(),
    language: language.optional(),
    label: line(1, limits.captionLabelMax).optional(),
  })
  .refine((body) => body.captions !== undefined || body.file_base64 !== undefined, { path: ["captions"], message: "is required" })
  .refine((body) => body.captions === undefined || body.file_base64 === undefined, {
    path: ["file_base64"],
    message: "must not be given beside captions",
  });
export type CaptionsBody = z.infer<typeof captionsBody>;
/** One of a video's captions, as players offer it. */
export type CaptionTrack = { language: string; label: string };
/** As JSON they take more room, because every quotation mark and line break is escaped. */
export const captionsBodyBytes = 2 * limits.captionsBytes;

const stamp = String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`;
/** The longest line of times and positions that is read, in characters. */
const timingLengthMax = 1000;
const timing = new RegExp(String.raw`^(${stamp})[ \t]+-->[ \t]+(${stamp})(?:[ \t].*)?$`);

/** `mm:ss.ttt` or `hh:mm:ss.ttt` in ms. */
function milliseconds(time: string): number {
  const [seconds = "", minutes = "", hours = "0"] = time.split(":").reverse();
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}

/**
 * Why a text is no WebVTT (https://www.w3.org/TR/webvtt1/), in words that follow the name of the field; null when it is. Goes from one
 * `-->` to the next and never makes a list of lines, because half a million empty ones would hold up the server. Accepts a caption without
 * duration, as speech recognition makes them, because it is never shown.
 * @param linesBefore how many lines at its beginning are not the file's own
 */
export function webVttProblem(captions: string, linesBefore = 0): string | null {
  if (captions.length > limits.captionsBytes || new TextEncoder().encode(captions).byteLength > limits.captionsBytes)
    return `must have at most ${limits.captionsBytes / 1024} KiB`;
  if (captions.includes("\0") || !captions.isWellFormed()) return "contains characters that are no text: save the file as UTF-8";
  const text = captions.replace(/^\ufeff/, "");
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text.slice(0, 7))) return "must be WebVTT: its first line must begin with WEBVTT";
  const lineEnd = /[\r\n]|$/g;
  let cues = 0;
  for (let arrow = text.indexOf("-->"), end = 0; arrow !== -1; arrow = text.indexOf("-->", end)) {
    let start = arrow;
    while (start > end && !/[\r\n]/.test(text.charAt(start - 1))) start--;
    lineEnd.lastIndex = arrow;
    end = lineEnd.exec(text)?.index ?? text.length;
    const lineNumber = () => text.slice(0, start).split(/\r\n|\n|\r/).length - linesBefore;
    const [, from = "", to = ""] = timing.exec(text.slice(start, Math.min(end, start + timingLengthMax)).trim()) ?? [];
    if (from === "") return `has a line ${lineNumber()} that is no time such as 00:01.000 --> 00:04.000`;
    if (milliseconds(to) < milliseconds(from)) return `has a line ${lineNumber()} whose end is before its start`;
    if (++cues > limits.captionsCues) return `must have at most ${limits.captionsCues} captions`;
  }
  return cues === 0 ? "must have at least one caption" : null;
}
