import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Upload } from "tus-js-client";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeLecturer, makePerson, makeScene, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { processUploads, useDataFolder, useUploadServer } from "#lib/testing/uploads.ts";
import { signToken } from "../auth/tokens";
import { config } from "../config";
import { db } from "../db/client";
import { read, sql, write } from "../db/sql";
import { createVideo } from "./create-video";
import { deleteVideo, removeVideo } from "./delete-video";
import { getProcessing } from "./get-video";
import { pruneUploads } from "./prune-uploads";

useTestDatabase();
useDataFolder();
const server = useUploadServer();

const lecture = readFileSync("prisma/media/python-loops.webm");
const text = Buffer.from("This is no video, whatever its name says. ".repeat(100));

let scene: Scene;
beforeEach(async () => {
  // Without ffmpeg, because process-video.test.ts tests what is made of a file.
  config().ffmpeg = false;
  scene = await makeScene();
});

/** Makes a video that waits for its file. @returns its id and the path of its `upload_url` */
async function awaited(by: Person = scene.lecturer): Promise<{ id: string; path: string }> {
  const body = { title: "Loops", description: "" };
  const { id, upload_url } = await createVideo({ caller: by.caller, params: { id: scene.courseId }, body, request: testRequest() });
  return { id, path: new URL(upload_url ?? "").pathname };
}

async function begun(length: number, by: Person = scene.lecturer): Promise<{ id: string; path: string; location: string }> {
  const { id, path } = await awaited(by);
  const made = await server.send("POST", path, by, { "upload-length": String(length) });
  expect(made.status).toBe(201);
  return { id, path, location: made.headers.get("location") ?? "" };
}

const row = (id: string) => db().video.findUniqueOrThrow({ where: { id } });
const filesOf = (id: string) => {
  const folder = join(config().dataDir, "media", id);
  return existsSync(folder) ? readdirSync(folder) : [];
};
const offset = async (location: string, by: Person) => {
  const { status, headers } = await server.send("HEAD", location, by);
  return status === 200 ? Number(headers.get("upload-offset")) : status;
};

describe("an upload", () => {
  it("comes in by a tus client that nobody here wrote, is prepared, and the course is told once", async () => {
    const { id, path } = await awaited();
    await new Promise<void>((resolve, reject) => {
      new Upload(lecture, {
        endpoint: `${server.url()}${path}`,
        chunkSize: 100_000,
        metadata: { filename: "../../evil.html", filetype: "text/html" },
        headers: { authorization: `Bearer ${scene.lecturer.token}` },
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });

    expect(await row(id)).toMatchObject({ status: "processing", percent: 0, uploadedAt: expect.any(Date) });

    await processUploads();
    const video = await row(id);
    expect(video).toMatchObject({
      status: "ready",
      durationSeconds: 73,
      contentType: "video/webm",
      percent: null,
      announcedAt: expect.any(Date),
    });
    expect(readFileSync(join(config().dataDir, "media", video.file ?? ""))).toEqual(lecture);
    expect(filesOf(id).every((name) => /^[0-9a-f-]{36}$/.test(name))).toBe(true);
    expect(existsSync(join(config().dataDir, "work")) ? readdirSync(join(config().dataDir, "work")) : []).toEqual([]);
    expect(await read(sql`SELECT 1 FROM pgboss.job WHERE data->>'kind' = 'tell-of-video'`)).toHaveLength(1);
  });

  it("goes on where the connection was cut, and after the process was started again", async () => {
    const { id, location } = await begun(lecture.length);
    await server.cut(location, scene.lecturer, 0, lecture.subarray(0, 200_000), lecture.length);
    await server.restart();
    const from = await offset(location, scene.lecturer);

    expect(from).toBe(200_000);

    const wrong = await server.send("PATCH", location, scene.lecturer, { "upload-offset": "100" }, lecture.subarray(100));
    expect(wrong.status).toBe(409);

    const rest = await server.send("PATCH", location, scene.lecturer, { "upload-offset": String(from) }, lecture.subarray(from));
    expect([rest.status, rest.headers.get("upload-offset")]).toEqual([204, String(lecture.length)]);

    await processUploads();
    expect(await row(id)).toMatchObject({ status: "ready" });
    // A client that has lost the last answer learns that everything has arrived.
    expect(await offset(location, scene.lecturer)).toBe(lecture.length);
  });

  it("stands in line behind the first of every other lecturer, when its own has one there already", async () => {
    for (let n = 0; n < 3; n++) {
      const { location } = await begun(lecture.length);
      await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture);
    }
    scene = await makeScene();
    const { location } = await begun(lecture.length);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture);
    const jobs = await read<{ priority: number }>(sql`
      SELECT priority FROM pgboss.job WHERE data->>'kind' = 'process-video' ORDER BY created_on`);

    expect(jobs.map(({ priority }) => priority)).toEqual([0, -1, -2, 0]);
  });

  it("is finished by whoever looks, when the process ended between the last byte and the note of it", async () => {
    const { id, location } = await begun(lecture.length);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture);
    const lose = () => write(sql`UPDATE videos SET uploaded_at = NULL, percent = NULL WHERE id = ${id}`);
    await lose();

    expect(await offset(location, scene.lecturer)).toBe(lecture.length);
    expect((await row(id)).uploadedAt).not.toBeNull();

    await lose();
    expect(await pruneUploads(new Date(Date.now() + 3_600_000))).toBe(0);
    expect((await row(id)).uploadedAt).not.toBeNull();
  });

  it("may be put aside for another file, and the old address then leads nowhere", async () => {
    const { id, path, location } = await begun(lecture.length);
    await server.cut(location, scene.lecturer, 0, lecture.subarray(0, 50_000), lecture.length);
    const second = await server.send("POST", path, scene.lecturer, { "upload-length": "1000" });

    expect(second.status).toBe(201);
    expect(await offset(location, scene.lecturer)).toBe(404);
    expect(filesOf(id)).toHaveLength(2);
    expect((await server.send("DELETE", second.headers.get("location") ?? "", scene.lecturer)).status).toBe(204);
    expect(filesOf(id)).toEqual([]);
    expect(await row(id)).toMatchObject({ status: "processing", uploadId: null });
  });

  it("is given up after a day, with its video; one that somebody goes on with is not", async () => {
    const { id, location } = await begun(lecture.length);
    const fresh = await begun(lecture.length);

    await server.cut(location, scene.lecturer, 0, lecture.subarray(0, 50_000), lecture.length);
    await write(sql`
      UPDATE videos SET upload_touched_at = now() - interval '25 hours', created_at = now() - interval '26 hours' WHERE id = ${id}`);
    await write(sql`UPDATE videos SET created_at = now() - interval '26 hours' WHERE id = ${fresh.id}`);

    expect(await pruneUploads()).toBe(1);
    expect(await db().video.findUnique({ where: { id } })).toBeNull();
    expect(existsSync(join(config().dataDir, "media", id))).toBe(false);
    expect(await offset(fresh.location, scene.lecturer)).toBe(0);
  });

  it("leaves nothing on disk when its video is deleted", async () => {
    const { id, location } = await begun(lecture.length);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture);
    await processUploads();
    await deleteVideo({ caller: scene.lecturer.caller, params: { id } });
    await removeVideo({ videoId: id }, { signal: new AbortController().signal, isLast: false });
    expect(existsSync(join(config().dataDir, "media", id))).toBe(false);
  });
});

describe("what is refused, leaving nothing behind", () => {
  it("a claim of 10 GB, of nothing, of no number, and of a length to be told later", async () => {
    const { id, path } = await awaited();

    for (const [headers, status, error] of [
      [{ "upload-length": String(10 * 1024 ** 3) }, 413, "A video may have at most 5 GB"],
      [{ "upload-length": "0" }, 400, "This file is empty"],
      [{ "upload-length": "-1" }, 400, "Upload-Length must say"],
      [{ "upload-length": "1e3" }, 400, "Upload-Length must say"],
      [{ "upload-defer-length": "1" }, 400, "Upload-Length must say"],
      [{ "upload-length": "9", "tus-resumable": "0.2" }, 400, "Tus-Resumable must be"],
    ] as [Record<string, string>, number, string][]) {
      const answer = await server.send("POST", path, scene.lecturer, headers);
      expect([answer.status, answer.error], JSON.stringify(headers)).toEqual([status, expect.stringContaining(error)]);
    }
    expect(await row(id)).toMatchObject({ uploadId: null, status: "processing" });
    expect(filesOf(id)).toEqual([]);
  });

  it("more bytes than were announced", async () => {
    const { id, location } = await begun(1000);
    const answer = await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture.subarray(0, 2000));
    expect(answer.status).toBe(413);
    expect(await offset(location, scene.lecturer)).toBe(0);
    expect((await row(id)).uploadedAt).toBeNull();
  });

  it("a text file named .mp4: at its first bytes, with a reason, and another file may follow", async () => {
    const { id, path, location } = await begun(text.length);
    const answer = await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, text);

    expect([answer.status, answer.error]).toEqual([400, expect.stringContaining("not a video")]);
    expect(await row(id)).toMatchObject({ status: "failed", failure: expect.stringContaining("not a video") });
    expect(filesOf(id)).toEqual([]);
    expect(await getProcessing({ caller: scene.lecturer.caller, params: { id }, request: testRequest() })).toMatchObject({
      status: "failed",
      upload_url: expect.stringContaining(path),
    });
    expect((await server.send("POST", path, scene.lecturer, { "upload-length": "1000" })).status).toBe(201);
    expect(await row(id)).toMatchObject({ status: "processing", failure: null });
  });

  it.each([
    ["a text file that comes in small pieces", text.subarray(0, 100), "not a video"],
    ["a video that is cut off", lecture.subarray(0, 600), "The end of this file is missing"],
    [
      "a page that begins like a video",
      Buffer.from(`\0\0\0\x20ftypisom${"<script>alert(1)</script>".repeat(40)}`),
      "nothing in it can be read",
    ],
  ])("%s", async (_name, bytes, reason) => {
    const { id, location } = await begun(bytes.length);
    expect((await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, bytes)).status).toBe(204);
    await processUploads();
    expect(await row(id)).toMatchObject({ status: "failed", failure: expect.stringContaining(reason), announcedAt: null });
    expect(filesOf(id)).toEqual([]);
  });

  it("another person's upload, whatever is asked of it", async () => {
    const { id, path, location } = await begun(lecture.length);
    const [rival, admin] = [await makeLecturer(), await makePerson("admin")];
    for (const [person, status] of [
      [null, 401],
      [scene.student, 403],
      [rival, 403],
    ] as const) {
      expect((await server.send("POST", path, person, { "upload-length": "9" })).status).toBe(status);
      for (const method of ["HEAD", "PATCH", "DELETE"])
        expect((await server.send(method, location, person, { "upload-offset": "0" })).status, method).toBe(status);
    }

    const mine = await begun(1000);
    // The id of an upload with the path of another video.
    expect((await server.send("HEAD", `${mine.path}/${location.split("/").at(-1)}`, scene.lecturer)).status).toBe(404);
    expect(await offset(location, admin)).toBe(0);
    expect(filesOf(id)).toHaveLength(2);
  });

  it("paths that lead elsewhere, and methods that would serve what was brought", async () => {
    const { path, location } = await begun(1000);

    for (const odd of [
      `${path}/..%2f..%2fsecret`,
      `${path}/%2e%2e/x`,
      "/api/uploads/x",
      `${location}/x`,
      `${location}.json`,
      `${path}/../${path}`,
    ])
      expect([404, 405], odd).toContain((await server.send("PATCH", odd, scene.lecturer, { "upload-offset": "0" }, text)).status);
    for (const method of ["GET", "PUT"]) expect((await server.send(method, location, scene.lecturer)).status).toBe(405);
    expect((await server.send("GET", `${location}?x`, scene.lecturer, { "x-http-method-override": "HEAD" })).status).toBe(405);
  });

  it("a session cookie that a foreign page sends along", async () => {
    const { path, location } = await begun(1000);
    const { user, caller } = scene.lecturer;
    const cookie = `handraise.session=${await signToken("browser", user.id, caller.sessionId, 60)}`;
    expect((await server.send("POST", path, null, { cookie, origin: "https://evil.example", "upload-length": "9" })).status).toBe(403);
    expect((await server.send("DELETE", location, null, { cookie, origin: "null" })).status).toBe(403);
    expect((await server.send("HEAD", location, null, { cookie })).status).toBe(200);
  });

  it("a second file for a video that has one", async () => {
    const { path, location } = await begun(lecture.length);
    await server.send("PATCH", location, scene.lecturer, { "upload-offset": "0" }, lecture);
    expect((await server.send("POST", path, scene.lecturer, { "upload-length": "9" })).status).toBe(409);
    expect((await server.send("DELETE", location, scene.lecturer)).status).toBe(409);
    await processUploads();
    expect((await server.send("POST", path, scene.lecturer, { "upload-length": "9" })).status).toBe(409);
  });
});

describe("the server of uploads", () => {
  it("says to who asks what it can do", async () => {
    const answer = await server.send("OPTIONS", "/api/uploads/0198b5d0-7b6e-7c3c-8f60-5f8a1e5a7a11", null);
    expect([answer.status, answer.headers.get("tus-extension"), answer.headers.get("tus-max-size")]).toEqual([
      204,
      "creation,termination",
      String(5 * 1024 ** 3),
    ]);
  });
});
