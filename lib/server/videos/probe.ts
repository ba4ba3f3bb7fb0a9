import { open } from "node:fs/promises";
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from "mediabunny";
import { probeByFfmpeg } from "./ffmpeg";
import { type Container, sniff, sniffBytes } from "./sniff";

/** What is in a video file. */
export type Probed = {
  container: Container;
  /** As browsers call it, such as `video/mp4`. */
  type: string;
  /** By the names of WebCodecs' families: avc, hevc, vp8, vp9, av1; null: one that browsers do not know. */
  video: string | null;
  /** With its profile, such as `avc1.64001f`. */
  videoDetail: string | null;
  /** Null: without sound. */
  audio: string | null;
  /** Seconds. */
  duration: number;
  /** Whether playing can begin before the whole file is there. */
  startsFast: boolean;
};

/** The file cannot become a video that plays. Its message is for who uploaded it. */
export class Unusable extends Error {}

export const notAVideo = "This file is not a video. Choose an MP4, WebM, MOV, MKV or AVI file.";

/** Looks into the file at `path`. @throws Unusable when there is no video in it */
export async function probe(path: string): Promise<Probed> {
  const container = sniff(await bytesAt(path, 0, sniffBytes));
  if (!container) throw new Unusable(notAVideo);
  const found = (await probeHere(path, container)) ?? (await probeByFfmpeg(path, container));
  if (!found) throw new Unusable("This file begins like a video, but nothing in it can be read. It may be damaged or cut off.");
  return found;
}

/** By a reader of our own, so that it works without ffmpeg; null for what that does not know. */
async function probeHere(path: string, container: Container): Promise<Probed | null> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    if (!(await input.canRead())) return null;
    const video = await input.getPrimaryVideoTrack();
    // A file that was cut off may still say in its head how long it would be.
    if (!video || !(await new EncodedPacketSink(video).getFirstPacket())) return null;
    const audio = await input.getPrimaryAudioTrack();
    const { mimeType } = await input.getFormat();
    return {
      container,
      type: mimeType,
      video: video.codec,
      videoDetail: await video.getCodecParameterString(),
      audio: audio && (audio.codec ?? "unknown"),
      duration: await input.computeDuration(),
      startsFast: container !== "mov" || (await indexComesFirst(path)),
    };
  } catch {
    // What the reader stumbles over, ffmpeg may still know.
    return null;
  } finally {
    input.dispose();
  }
}

/** Whether an MP4's index (`moov`) lies before its contents (`mdat`). */
async function indexComesFirst(path: string): Promise<boolean> {
  for (let at = 0, seen = 0; seen < 100; seen++) {
    const head = Buffer.from(await bytesAt(path, at, 16));
    if (head.length < 8) return false;
    const name = head.toString("latin1", 4, 8);
    if (name === "moov" || name === "mdat") return name === "moov";
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (size < 8) return false;
    at += size;
  }
  return false;
}

async function bytesAt(path: string, position: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
