/** A file that can't be made to play. Its message is for the person who uploaded it. */
export class UnplayableVideo extends Error {}

export const notAVideo = "This file is not a video. Choose an MP4, WebM, MOV, MKV or AVI file.";
export const notA = (kind: string) => `This file is a ${kind}, not a video. Choose an MP4, WebM, MOV, MKV or AVI file.`;
export const soundOnly =
  "This file has sound but no picture. Upload a video; to share just the sound, export it as an MP4 with a still picture.";
export const endMissing =
  "The end of this file is missing, as when a copy or an export was cut off. Upload the whole file, or export it again.";
export const unreadable = "This file begins like a video, but nothing in it can be read. It may be damaged or cut off.";
export const takesTooMuch =
  "This file's index asks for more memory or time than a video of its size can need. It may be damaged: open it in a video editor and export it again.";
export const cutOffTwice =
  "Twice, this video was being prepared when the server had to start again, so it was given up. The file may be damaged: export it again and upload that.";

/** A figure that a file claims, such as a length or a width; null unless it is a positive number. */
export const positiveOrNull = (claimed: unknown) => (Number.isFinite(Number(claimed)) && Number(claimed) > 0 ? Number(claimed) : 0);

const inFigures = (figure: number) => figure.toLocaleString("en-US");

/** The largest side and picture that are accepted, in pixels. */
export const maxSidePixels = 8192;
export const maxPixels = 40_000_000;

export const tooLarge = (width: number, height: number) =>
  `This video's picture has ${inFigures(width)} × ${inFigures(height)} pixels; at most ${inFigures(maxSidePixels)} in a side and ${maxPixels / 1e6} megapixels in all can be prepared. Export it smaller, such as 1,920 × 1,080.`;

/** The longest video that is accepted, in seconds. */
export const maxSeconds = 24 * 3600;

export const tooLong = (seconds: number) =>
  `This file says that it is ${inFigures(Math.round(seconds / 3600))} hours long; a video may have at most ${maxSeconds / 3600}. It may be damaged: export it again, or in parts.`;
