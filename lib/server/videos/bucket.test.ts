import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, type Scene, testRequest } from "#lib/testing/factories.ts";
import { startBucket } from "#lib/testing/swift.ts";
import { processUploads, useDataFolder, useUploadServer } from "#lib/testing/uploads.ts";
import { config } from "../config";
import { db } from "../db/client";
import { storage } from "../storage/storage";
import { putCaptions } from "./change-captions";
import { createVideo } from "./create-video";
import { deleteVideo, removeVideo } from "./delete-video";
import { requestReplacement } from "./request-replacement";
import { serveCaptions, streamVideo } from "./stream-video";

useTestDatabase();
useDataFolder();
const server = useUploadServer();
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const bucket = await startBucket();
if (!bucket) console.log("Skipped: videos in a bucket, for there is no OpenStack Swift here (swift-proxy, -account, -container, -object)");
beforeAll(() => {
  config().s3 = bucket?.s3 ?? null;
  config().ffmpeg = false;
});
afterAll(() => bucket?.stop());

/** A lecture of 12 MB, which takes several parts. A void element of WebM fills it up. */
function bigLecture(): Buffer {
  const filling = Buffer.alloc(12 * 1024 ** 2, 7);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(filling.length) | (1n << 56n));
  return Buffer.concat([readFileSync("prisma/media/python-loops.webm"), Buffer.from([0xec]), size, filling]);
}

async function begun(scene: Scene, length: number): Promise<{ id: string; location: string }> {
  const body = { title: "Loops", description: "" };
  const { id, upload_url } = await createVideo({
    caller: scene.lecturer.caller,
    params: { id: scene.courseId },
    body,
    request: testRequest(),
  });
  const made = await server.send("POST", new URL(upload_url ?? "").pathname, scene.lecturer, { "upload-length": String(length) });
  expect([made.status, made.error]).toEqual([201, undefined]);
  return { id, location: made.headers.get("location") ?? "" };
}

/** The keys of all objects in the bucket, including unfinished uploads. */
async function held(): Promise<string[]> {
  const s3 = bucket?.s3;
  if (!s3?.credentials) return [];
  const client = new S3Client({ region: s3.region, endpoint: s3.endpoint, credentials: s3.credentials, forcePathStyle: true });
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }));
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: s3.bucket }));
  return [...Contents, ...Uploads].map(({ Key = "" }) => Key);
}

const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a bucket", () => {
  it.runIf(bucket)("takes an upload in that is cut, plays it from signed addresses, and leaves nothing when it is deleted", async () => {
    const scene = await makeScene();
    const lecture = bigLecture();
    const { id, location } = await begun(scene, lecture.length);

    await server.cut(location, scene.lecturer, 0, lecture.subarray(0, 7 * 1024 ** 2), lecture.length);
    await server.restart();
    const from = Number((await server.send("HEAD", location, scene.lecturer)).headers.get("upload-offset"));

    expect(from).toBeGreaterThan(0);

    const rest = await server.send("PATCH", location, scene.lecturer, { "upload-offset": String(from) }, lecture.subarray(from));
    expect([rest.status, rest.error]).toEqual([204, undefined]);

    await processUploads();
    expect(await db().video.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "ready", durationSeconds: 73 });
    expect(readdirSync(join(config().dataDir, "work"))).toEqual([]);

    const ask = { caller: scene.student.caller, params: { id }, request: testRequest() };
    const sent = await streamVideo(ask);
    expect([sent.status, sent.headers.get("cache-control")]).toEqual([302, "private, no-store"]);

    const address = new URL(sent.headers.get("location") ?? "");
    expect(address.searchParams.get("X-Amz-Expires")).toBe("673");

    const whole = await fetch(address);
    expect([whole.status, whole.headers.get("content-type"), sha(new Uint8Array(await whole.arrayBuffer()))]).toEqual([
      200,
      "video/webm",
      sha(lecture),
    ]);

    const part = await fetch(address, { headers: { range: "bytes=100-199" } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, lecture.subarray(100, 200)]);

    address.searchParams.set("response-content-type", "text/html");
    expect((await fetch(address)).status).toBe(403);

    await putCaptions({ ...ask, caller: scene.lecturer.caller, body: { captions: "WEBVTT\n\n00:01.000 --> 00:02.000\nHello" } });
    const captions = await serveCaptions({ ...ask, query: {} });
    expect([captions.headers.get("content-type"), await captions.text()]).toEqual([
      "text/vtt; charset=utf-8",
      expect.stringContaining("Hello"),
    ]);

    const second = await begun(scene, lecture.length);
    await server.cut(second.location, scene.lecturer, 0, lecture.subarray(0, 7 * 1024 ** 2), lecture.length);
    expect((await held()).length).toBeGreaterThan(2);

    for (const gone of [id, second.id]) {
      await deleteVideo({ caller: scene.lecturer.caller, params: { id: gone } });
      await removeVideo({ videoId: gone }, { signal: new AbortController().signal, isLast: false });
    }

    expect(await held()).toEqual([]);
  });

  it.runIf(bucket)("plays another file in the place of the one before, which goes", async () => {
    const scene = await makeScene();
    const before = readFileSync("prisma/media/python-variables.webm");
    const { id, location } = await begun(scene, before.length);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, before);
    await processUploads();
    const old = await db().video.findUniqueOrThrow({ where: { id } });

    await requestReplacement({ caller: scene.lecturer.caller, params: { id }, request: testRequest() });
    const lecture = bigLecture();
    const made = await server.send("POST", `/api/uploads/${id}`, scene.lecturer, { "upload-length": String(lecture.length) });
    const sent = await server.send("PATCH", made.headers.get("location") ?? "", scene.lecturer, { "upload-offset": "0" }, lecture);
    expect([sent.status, sent.error]).toEqual([204, undefined]);
    expect(await held()).toContain(old.file);
    await processUploads();
    await processUploads();

    const { file } = await db().video.findUniqueOrThrow({ where: { id } });
    expect(await held()).toEqual([file]);
    const answer = await streamVideo({ caller: scene.student.caller, params: { id }, request: testRequest() });
    const whole = await fetch(answer.headers.get("location") ?? "");
    expect(sha(new Uint8Array(await whole.arrayBuffer()))).toBe(sha(lecture));
    await storage().removeAll(id);
  });

  it.runIf(bucket)("removes the file of what is no video", async () => {
    const scene = await makeScene();
    const bytes = Buffer.from("no video ".repeat(20));
    const { id, location } = await begun(scene, bytes.length);

    expect((await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, bytes)).status).toBe(204);

    await processUploads();
    expect(await db().video.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "failed" });
    expect(await held()).toEqual([]);
    await expect(storage().serveSmall(`${id}/x`, "text/plain", new Headers())).rejects.toMatchObject({ code: "not_found" });
  });
});
