import { z } from "zod";
import { limits } from "./limits";

/** What only who runs the course may see of a video that is not ready: how far it is, why it failed, and where its file goes. */
export const videoProcessingSchema = z.strictObject({
  status: z.enum(["processing", "ready", "failed"]),
  /** Whether all of the file has arrived. */
  uploaded: z.boolean(),
  /** Of its processing, 0 to 99; null: not begun, or over. */
  percent: z.number().int().nullable(),
  failure: z.string().nullable(),
  /** A tus endpoint, as in the answer that made the video; null where no file is awaited. A failed video takes another one. */
  upload_url: z.string().nullable(),
});
export type VideoProcessing = z.infer<typeof videoProcessingSchema>;

export const progressBody = z.strictObject({
  seconds: z
    .number("must be a whole number of seconds")
    .int("must be a whole number of seconds")
    .min(0, "must not be negative")
    .max(limits.secondsMax, `must be at most ${limits.secondsMax}`),
});
export type ProgressBody = z.infer<typeof progressBody>;

/** Where the caller stopped watching; `updated_at` is null for who never watched. */
export const progressSchema = z.strictObject({ seconds: z.number().int(), updated_at: z.iso.datetime({ precision: 3 }).nullable() });
export type VideoProgress = z.infer<typeof progressSchema>;

const captions = z.string("must be text").superRefine((text, context) => {
  const problem = webVttProblem(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});
/** The whole text of a WebVTT file. */
export const captionsBody = z.strictObject({ captions });
export type CaptionsBody = z.infer<typeof captionsBody>;

const stamp = String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`;
const timing = new RegExp(String.raw`^(${stamp})[ \t]+-->[ \t]+(${stamp})(?:[ \t].*)?$`);

/** `mm:ss.ttt` or `hh:mm:ss.ttt` in ms. */
function milliseconds(time: string): number {
  const [seconds = "", minutes = "", hours = "0"] = time.split(":").reverse();
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}

/** What keeps a text from being captions (https://www.w3.org/TR/webvtt1/), in words that go after the name of the field; null: nothing. */
export function webVttProblem(text: string): string | null {
  if (new TextEncoder().encode(text).byteLength > limits.captionsBytes) return `must have at most ${limits.captionsBytes / 1024} KiB`;
  if (text.includes("\0") || !text.isWellFormed()) return "contains characters that are no text: save the file as UTF-8";
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? "")) return "must be WebVTT: its first line must begin with WEBVTT";
  let cues = 0;
  for (const [index, line] of lines.entries()) {
    if (!line.includes("-->")) continue;
    const [, from = "", to = ""] = timing.exec(line.trim()) ?? [];
    if (from === "") return `has a line ${index + 1} that is no time such as 00:01.000 --> 00:04.000`;
    if (milliseconds(to) <= milliseconds(from)) return `has a line ${index + 1} whose end is not after its start`;
    cues++;
  }
  return cues === 0 ? "must have at least one caption" : null;
}
