import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { processUploads, useDataFolder, useUploadServer } from "#lib/testing/uploads.ts";
import { config } from "../config";
import { db } from "../db/client";
import { sql, write } from "../db/sql";
import { getThread } from "../discussions/get-thread";
import { putCaptions } from "./change-captions";
import { createVideo } from "./create-video";
import { getProcessing } from "./get-video";
import { pruneUploads } from "./prune-uploads";
import { cancelReplacement, requestReplacement } from "./request-replacement";
import { streamVideo } from "./stream-video";

useTestDatabase();
useDataFolder();
const server = useUploadServer();
const published = usePublished();

const first = readFileSync("prisma/media/python-variables.webm");
const second = readFileSync("prisma/media/python-loops.webm");
const text = Buffer.from("This is no video, whatever its name says. ".repeat(100));

let scene: Scene;
let id: string;
const at = (by: Person = scene.lecturer) => ({ caller: by.caller, params: { id }, request: testRequest() });
const video = () => db().video.findUniqueOrThrow({ where: { id } });
const other = async () => (await getProcessing(at())).replacement;
const files = () => readdirSync(join(config().dataDir, "media", id)).toSorted();
/** Which file plays. Compared here, because an expectation takes seconds for so many bytes. */
async function played(): Promise<string> {
  const bytes = Buffer.from(await (await streamVideo(at(scene.student))).arrayBuffer());
  return bytes.equals(first) ? "the first" : bytes.equals(second) ? "the second" : "something else";
}

async function begin(bytes: Buffer): Promise<string> {
  const made = await server.send("POST", `/api/uploads/${id}`, scene.lecturer, { "upload-length": String(bytes.length) });
  expect([made.status, made.error]).toEqual([201, undefined]);
  return made.headers.get("location") ?? "";
}
async function send(bytes: Buffer): Promise<{ status: number; error: string | undefined }> {
  return server.send("PATCH", await begin(bytes), scene.lecturer, { "upload-offset": "0" }, bytes);
}

beforeEach(async () => {
  config().ffmpeg = false;
  scene = await makeScene();
  const body = { title: "Loops", description: "" };
  ({ id } = await createVideo({ caller: scene.lecturer.caller, params: { id: scene.courseId }, body, request: testRequest() }));
  await send(first);
  await processUploads();
});

describe("another file of a lecture", () => {
  it("replaces the old file, which plays until then; questions and captions stay, and nobody is notified", async () => {
    const thread = await ask({ ...scene, videoId: id }, "Is this after the end of the new recording?");
    await putCaptions({ ...at(), body: { captions: "WEBVTT\n\n00:01.000 --> 00:02.000\nHello" } });
    const before = await video();
    const notified = await db().notification.count();
    published.clear();

    const { upload_url } = await requestReplacement(at());
    expect(upload_url).toMatch(new RegExp(`/api/uploads/${id}$`));
    expect(await other()).toEqual({ uploaded: false, percent: null, failure: null, upload_url });
    expect(await played()).toBe("the first");

    expect((await send(second)).status).toBe(204);
    expect(await other()).toEqual({ uploaded: true, percent: 0, failure: null, upload_url: null });
    await expect(requestReplacement(at())).rejects.toMatchObject({ code: "conflict" });
    expect(await played()).toBe("the first");

    await processUploads();
    const now = await video();
    expect(now).toMatchObject({ status: "ready", durationSeconds: 73, announcedAt: before.announcedAt, captionsFile: before.captionsFile });
    expect(now.file).not.toBe(before.file);
    expect(await played()).toBe("the second");
    expect(await other()).toBeNull();
    expect(published.events).toContainEqual({
      to: "all",
      event: "courses:changed",
      body: { courseId: scene.courseId, videoId: id, replaced: true },
    });
    expect(await getThread({ ...at(scene.student), params: { id: thread.id }, query: {} })).toMatchObject({ video_timestamp_seconds: 761 });
    expect(await db().notification.count()).toBe(notified);

    // The job that removes the old file has not run yet.
    expect(files()).toContain(before.file?.split("/")[1]);
    await processUploads();
    expect(files()).toEqual(["captions.vtt", now.file?.split("/")[1] ?? ""].toSorted());
  });

  it("leaves all as it was when it is no video, or never comes, and says so", async () => {
    await requestReplacement(at());
    expect(await send(text)).toMatchObject({ status: 400 });
    expect(await other()).toMatchObject({ uploaded: false, failure: expect.stringMatching(/not a video/), upload_url: expect.any(String) });
    expect(await played()).toBe("the first");

    await requestReplacement(at());
    const location = await begin(second);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, second.subarray(0, 50_000));
    await write(sql`UPDATE video_replacements SET touched_at = now() - interval '25 hours'`);
    expect(await pruneUploads()).toBe(1);
    expect((await other())?.failure).toMatch(/not finished within a day/);
    expect((await server.send("HEAD", location, scene.lecturer)).status).toBe(404);
    expect(await played()).toBe("the first");
    expect(files()).toHaveLength(1);

    // A truncated file is accepted, and refused when it is prepared.
    await requestReplacement(at());
    await send(second.subarray(0, 60_000));
    await processUploads();
    expect(await other()).toMatchObject({ uploaded: true, failure: expect.any(String), upload_url: expect.any(String) });
    expect(await played()).toBe("the first");
    expect(files()).toHaveLength(1);
  });

  it("is given up by who asked for it, before or while it is prepared", async () => {
    await requestReplacement(at());
    const location = await begin(second);
    await cancelReplacement(at());
    expect((await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, second)).status).toBe(404);

    await requestReplacement(at());
    await send(second);
    await cancelReplacement(at());
    await processUploads();
    expect(await other()).toBeNull();
    expect(await played()).toBe("the first");
    expect(files()).toHaveLength(1);
  });

  it("is for who runs the course, and for a lecture that plays a file of its own", async () => {
    const outsider = await makeLecturer();
    for (const by of [scene.student, outsider]) {
      await expect(requestReplacement(at(by))).rejects.toMatchObject({ code: "forbidden" });
      await expect(cancelReplacement(at(by))).rejects.toMatchObject({ code: "forbidden" });
    }
    const unasked = await server.send("POST", `/api/uploads/${id}`, scene.lecturer, { "upload-length": "10" });
    expect([unasked.status, unasked.error]).toEqual([409, "This video has its file already"]);

    await write(sql`UPDATE videos SET url = 'https://x.example/a.webm', file = NULL WHERE id = ${id}::uuid`);
    await expect(requestReplacement(at())).rejects.toMatchObject({ code: "conflict" });
    expect(existsSync(join(config().dataDir, "media"))).toBe(true);
  });
});
