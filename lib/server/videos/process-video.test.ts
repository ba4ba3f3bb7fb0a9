import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { v4 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";
import { config } from "../config";
import { db } from "../db/client";
import { read, sql } from "../db/sql";
import { hasFfmpeg, runFfmpeg } from "./ffmpeg";
import { probe } from "./probe";
import { processVideo } from "./process-video";

useTestDatabase();
useDataFolder();
const published = usePublished();
// Conversions have a low priority, so they wait for all other work of the machine, other tests included.
vi.setConfig({ testTimeout: 120_000 });

const samples = mkdtempSync(join(tmpdir(), "handraise-samples-"));
const canConvert = await hasFfmpeg();
if (!canConvert) console.log("Skipped: converting videos, for there is no ffmpeg here");

/** Samples of a test picture with a tone, about four seconds long, by the options of ffmpeg that make them. */
const made = {
  "plain.mp4": ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"],
  "fast.mp4": ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart"],
  "plain.mkv": ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "libmp3lame"],
  "deep.mp4": ["-c:v", "libx264", "-pix_fmt", "yuv444p", "-movflags", "+faststart"],
  "old.avi": ["-c:v", "mpeg4", "-c:a", "libmp3lame"],
  // As MediaRecorder in browsers writes them, without a length and without an index.
  "recorder.webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-f", "webm", "-live", "1"],
  "recorder.mp4": ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"],
  "sound.mp4": ["-map", "1:a", "-c:a", "aac"],
  "one-picture.mkv": ["-map", "0:v", "-frames:v", "1", "-c:v", "mpeg4"],
} as const;
beforeAll(() => {
  if (!canConvert) return;
  const source = ["-f", "lavfi", "-i", "testsrc=d=4.1:s=322x240:r=10", "-f", "lavfi", "-i", "sine=d=4.1", "-shortest"];
  for (const [name, args] of Object.entries(made))
    execFileSync("ffmpeg", ["-v", "error", "-y", ...source, ...args, join(samples, name)], { stdio: "inherit" });
}, 120_000);
afterAll(() => {
  config().ffmpeg = true;
  rmSync(samples, { recursive: true });
});

/** Makes a video whose file has been uploaded completely. */
async function arrived(bytes: Uint8Array): Promise<{ videoId: string; uploadId: string; lecturerId: string }> {
  const { courseId, lecturer } = await makeScene();
  const [videoId, uploadId] = [uuid(), uuid()];
  await db().video.create({
    data: {
      id: videoId,
      courseId,
      title: "Loops",
      status: "processing",
      percent: 0,
      uploadId,
      uploadBytes: bytes.length,
      uploadedAt: new Date(),
    },
  });
  const file = join(config().dataDir, "media", videoId, uploadId);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return { videoId, uploadId, lecturerId: lecturer.user.id };
}

const run = (given: { videoId: string; uploadId: string }, signal = new AbortController().signal, isLast = false) =>
  processVideo({ videoId: given.videoId, uploadId: given.uploadId }, { signal, isLast });
const row = (id: string) => db().video.findUniqueOrThrow({ where: { id } });
const filesOf = (id: string) => readdirSync(join(config().dataDir, "media", id)).sort();
const sample = (name: keyof typeof made) => readFileSync(join(samples, name));

describe("processVideo", () => {
  it.runIf(canConvert).each([
    ["plain.mp4", "avc", ".mp4"],
    ["fast.mp4", "avc", ""],
    ["plain.mkv", "avc", ".mp4"],
    ["deep.mp4", "avc", ".mp4"],
    ["old.avi", "avc", ".mp4"],
  ] as const)(
    "makes %s play in every browser",
    async (name, codec, ending) => {
      const given = await arrived(sample(name));
      await run(given);
      const video = await row(given.videoId);

      expect(video).toMatchObject({ status: "ready", durationSeconds: 4, contentType: "video/mp4", percent: null, failure: null });
      expect(filesOf(given.videoId)).toEqual([`${given.uploadId}${ending}`, `${given.uploadId}.jpg`].sort());

      const found = await probe(join(config().dataDir, "media", video.file ?? ""), new AbortController().signal);
      expect(found).toMatchObject({
        type: "video/mp4",
        video: codec,
        videoDetail: expect.stringMatching(/^avc1\.(42|4d|58|64)/),
        startsFast: true,
      });
      expect(readFileSync(join(config().dataDir, "media", video.posterFile ?? "")).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    },
    60_000,
  );

  it.runIf(canConvert).each([
    ["recorder.webm", "video/webm", ".webm"],
    ["recorder.mp4", "video/mp4", ".mp4"],
  ] as const)("gives %s a length and an index, and leaves its pictures as they are", async (name, contentType, ending) => {
    const given = await arrived(sample(name));
    await run(given);
    const video = await row(given.videoId);

    expect(video).toMatchObject({
      status: "ready",
      durationSeconds: 4,
      contentType,
      file: expect.stringMatching(new RegExp(`\\${ending}$`)),
    });

    const before = await probe(join(samples, name), new AbortController().signal);
    const after = await probe(join(config().dataDir, "media", video.file ?? ""), new AbortController().signal);
    expect([before.startsFast, after]).toEqual([
      false,
      expect.objectContaining({ startsFast: true, video: before.video, audio: before.audio }),
    ]);
  });

  it.runIf(canConvert).each([
    [
      "one that begins with its index and is cut in half",
      () => sample("fast.mp4").subarray(0, sample("fast.mp4").length / 2),
      "The end of this file is missing",
    ],
    [
      "one that ends before its index",
      () => sample("plain.mp4").subarray(0, sample("plain.mp4").length / 2),
      "It may be damaged or cut off",
    ],
    ["one without a picture", () => sample("sound.mp4"), "This file has sound but no picture"],
  ])("refuses %s, and says so", async (_name, bytes, failure) => {
    const given = await arrived(bytes());
    await run(given);
    expect(await row(given.videoId)).toMatchObject({ status: "failed", failure: expect.stringContaining(failure), announcedAt: null });
  });

  it.runIf(canConvert)("makes a video of a single picture ready", async () => {
    const given = await arrived(sample("one-picture.mkv"));
    await run(given);
    expect(await row(given.videoId)).toMatchObject({ status: "ready", failure: null });
  });

  it.runIf(canConvert)("takes what ffmpeg was to make for made only when it is there", async () => {
    const path = join(samples, "one-picture.mkv");
    const found = await probe(path, new AbortController().signal);
    const making = {
      from: { path, container: found.container, duration: 1 },
      timeoutMs: 60_000,
      maxBytes: 1024 ** 2,
      signal: new AbortController().signal,
    };
    const poster = ["-map", "0:V:0", "-frames:v", "1", "-f", "image2", "-update", "1"];
    const to = join(samples, "nothing.jpg");

    // There is no second frame: ffmpeg writes nothing and exits without an error.
    await expect(runFfmpeg({ ...making, from: { ...making.from, start: 30 }, args: poster, to })).rejects.toThrow("made nothing");
    await expect(runFfmpeg({ ...making, args: poster, to, maxBytes: 300 })).rejects.toThrow(/ffmpeg/);
    await expect(runFfmpeg({ ...making, args: poster, to, timeoutMs: 1 })).rejects.toThrow("was ended after");
    await expect(runFfmpeg({ ...making, args: poster, to })).resolves.toBeUndefined();
  });

  it("takes what plays as it is without ffmpeg, and says what to do with the rest", async () => {
    config().ffmpeg = false;
    const lecture = await arrived(readFileSync("prisma/media/python-loops.webm"));
    await run(lecture);

    expect(await row(lecture.videoId)).toMatchObject({ status: "ready", durationSeconds: 73, contentType: "video/webm", posterFile: null });
    if (canConvert)
      for (const [name, status] of [
        ["plain.mp4", "ready"],
        ["deep.mp4", "failed"],
        ["old.avi", "failed"],
      ] as const) {
        const given = await arrived(sample(name));
        await run(given);
        expect(await row(given.videoId), name).toMatchObject({
          status,
          failure: status === "failed" ? expect.stringMatching(/^(Browsers can’t play|This file begins like)/) : null,
        });
      }

    config().ffmpeg = true;
  });

  it.runIf(canConvert)("reads nothing but the file itself, whatever the file says", async () => {
    // A playlist that names a file of the server. ffmpeg would follow it if it could guess the format.
    const secret = join(config().dataDir, "secret.txt");
    writeFileSync(secret, "not for anyone");
    const list = Buffer.from(`#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:4,\nfile://${secret}\n#EXT-X-ENDLIST\n`.padEnd(600, "\n"));
    const given = await arrived(list);
    await run(given);

    expect(await row(given.videoId)).toMatchObject({ status: "failed" });
  });

  it.runIf(canConvert)("is done once, however often it is run, and from the start after it was cut off", async () => {
    const given = await arrived(sample("old.avi"));
    const ended = new AbortController();
    const cut = run(given, ended.signal);

    // It is at work once its folder has something in it.
    await waitFor(() => readdirSync(config().dataDir).includes("work") && readdirSync(join(config().dataDir, "work")).length > 0);
    ended.abort(new Error("the process ends"));
    await expect(cut).rejects.toThrow("the process ends");
    expect(await row(given.videoId)).toMatchObject({ status: "processing" });

    await run(given);
    await run(given);
    expect(await row(given.videoId)).toMatchObject({ status: "ready" });
    expect(await read(sql`SELECT 1 FROM pgboss.job WHERE data->>'kind' = 'tell-of-video'`)).toHaveLength(1);
    expect(readdirSync(join(config().dataDir, "work"))).toEqual([]);
    expect(published.events).toContainEqual(expect.objectContaining({ event: "courses:changed" }));
  });

  it("gives up in words when the last attempt fails on our side", async () => {
    const given = await arrived(readFileSync("prisma/media/python-loops.webm"));
    rmSync(join(config().dataDir, "media", given.videoId), { recursive: true });
    await expect(run(given)).rejects.toThrow("ENOENT");
    expect(await row(given.videoId)).toMatchObject({ status: "processing" });
    await expect(run(given, undefined, true)).rejects.toThrow("ENOENT");
    expect(await row(given.videoId)).toMatchObject({ status: "failed", failure: expect.stringContaining("on our side") });
  });

  it("leaves nothing of a video that was deleted meanwhile", async () => {
    const given = await arrived(readFileSync("prisma/media/python-loops.webm"));
    await db().video.update({ where: { id: given.videoId }, data: { deletedAt: new Date() } });
    await run(given);
    expect(await row(given.videoId)).toMatchObject({ status: "processing" });
  });
});
