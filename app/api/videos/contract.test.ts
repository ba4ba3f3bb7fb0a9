import { describe, expect, it } from "vitest";
import { videoSchema } from "#lib/contract/courses.ts";
import { progressSchema, videoProcessingSchema } from "#lib/contract/videos.ts";
import { db } from "#lib/server/db/client.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makeLecturer, makeScene, makeStudent, type Person } from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("videos", () => {
  const vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\nHello";

  it("have the shapes of the contract, from an address elsewhere and from a file", async () => {
    const scene = await makeScene();
    const { lecturer, student } = scene;
    const course = { params: { id: scene.courseId }, token: lecturer.token };
    const url = "https://videos.example.edu/loops.webm";
    const played = await call("courses/[id]/videos", "POST", { ...course, body: { title: " Loops ", description: "", url } });

    expect(played.status).toBe(201);

    const video = videoSchema.parse(played.body.data);
    expect(video).toMatchObject({ title: "Loops", status: "ready", duration_seconds: null });

    const params = { id: video.id };
    const stream = (await import("./[id]/stream/route")).GET;
    const sent = await stream(new Request("http://localhost:8000/x", { headers: { authorization: `Bearer ${student.token}` } }), {
      params: Promise.resolve(params),
    });

    expect([sent.status, sent.headers.get("location"), sent.headers.get("cache-control")]).toEqual([302, url, "private, no-store"]);

    const awaited = await call("courses/[id]/videos", "POST", { ...course, body: { title: "Files" }, headers: { host: "127.0.0.1:8000" } });
    const { upload_url, ...rest } = awaited.body.data as { upload_url: string };
    const file = videoSchema.parse(rest);

    expect([file.status, upload_url]).toEqual(["processing", `http://127.0.0.1:8000/api/uploads/${file.id}`]);
    expect(await call("videos/[id]/stream", "GET", { params: { id: file.id }, token: student.token })).toMatchObject({ status: 409 });

    videoProcessingSchema.parse(
      (await call("videos/[id]/processing", "GET", { params: { id: file.id }, token: lecturer.token })).body.data,
    );

    const changed = await call("videos/[id]", "PATCH", { params, token: lecturer.token, body: { title: "While", url: `${url}?2` } });

    expect(videoSchema.parse(changed.body.data).title).toBe("While");
    expect(await call("videos/[id]", "PATCH", { params: { id: file.id }, token: lecturer.token, body: { url } })).toMatchObject({
      status: 400,
      body: { details: [{ param: "url" }] },
    });

    expect((await call("videos/[id]/progress", "GET", { params, token: student.token })).body.data).toEqual({
      seconds: 0,
      updated_at: null,
      watched: false,
    });
    for (const seconds of [40, 12]) {
      const kept = await call("videos/[id]/progress", "PUT", { params, token: student.token, body: { seconds } });
      expect(progressSchema.parse(kept.body.data).seconds).toBe(seconds);
    }
    expect((await call("videos/[id]/progress", "GET", { params, token: student.token })).body.data).toMatchObject({ seconds: 12 });
    expect((await call("videos/[id]", "DELETE", { params, token: lecturer.token })).body.data).toBeNull();
    expect(await call("videos/[id]", "GET", { params, token: student.token })).toMatchObject({
      status: 404,
      body: { error: "Video not found" },
    });
  });

  it("answer everyone who may not in the contract's words, and change nothing", async () => {
    const scene = await makeScene();
    const [stranger, rival] = [await makeStudent(), await makeLecturer()];

    await makeCourse(rival, [stranger]);
    const before = JSON.stringify(await db().video.findMany());
    const seen = ["", "/stream", "/captions", "/poster"].map((path) => [path, "GET", undefined] as const);
    const owned = [
      ["", "PATCH", { title: "Mine" }],
      ["", "DELETE", undefined],
      ["/captions", "PUT", { captions: vtt }],
      ["/captions", "DELETE", undefined],
      ["/processing", "GET", undefined],
    ] as const;
    const places = [
      ["/progress", "GET", undefined],
      ["/progress", "PUT", { seconds: 1 }],
    ] as const;
    const notEnrolled = "You are not enrolled in this course";
    const notAllowed = "You are not allowed to do this";
    const ask = (person: Person | null, [path, method, body]: (typeof owned | typeof seen | typeof places)[number], id = scene.videoId) =>
      call(`videos/[id]${path}`, method, { params: { id }, token: person?.token, ...(body && { body }) });

    for (const row of [...seen, ...owned, ...places]) {
      const name = `${row[1]} ${row[0]}`;
      expect(await ask(null, row), name).toMatchObject({ status: 401, body: { error: "Authentication required" } });
      const error = owned.some((one) => one === row) ? notAllowed : notEnrolled;
      expect(await ask(stranger, row), name).toMatchObject({ status: 403, body: { error } });
      expect(await ask(rival, row), name).toMatchObject({ status: 403, body: { error: notAllowed } });
      expect(await ask(scene.lecturer, row, someId), name).toMatchObject({ status: 404, body: { error: "Video not found" } });
      expect(await ask(scene.lecturer, row, "x"), name).toMatchObject({ status: 404, body: { error: "Video not found" } });
    }
    for (const row of owned) expect(await ask(scene.student, row)).toMatchObject({ status: 403, body: { error: notAllowed } });
    for (const row of places) expect(await ask(scene.lecturer, row)).toMatchObject({ status: 403, body: { error: notAllowed } });

    const course = { params: { id: scene.courseId }, body: { title: "Mine", url: "https://videos.example.edu/x.webm" } };
    for (const { token } of [scene.student, stranger, rival])
      expect(await call("courses/[id]/videos", "POST", { ...course, token })).toMatchObject({ status: 403, body: { error: notAllowed } });
    expect(JSON.stringify(await db().video.findMany())).toBe(before);
    expect(await db().videoProgress.count()).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ["progress", { seconds: -1 }, "seconds"],
    ["progress", { seconds: 1.5 }, "seconds"],
    ["progress", { seconds: 2 ** 31 }, "seconds"],
    ["progress", {}, "seconds"],
    ["captions", { captions: "1\n00:00:01,000 --> 00:00:02,000\nThat is SubRip" }, "captions"],
    ["captions", { captions: "WEBVTT\n\nNOTE nothing is said" }, "captions"],
    ["captions", { captions: "WEBVTT\n\n00:04.000 --> 00:01.000\nBackwards" }, "captions"],
    ["captions", { captions: "WEBVTT\n\n0:4 --> 0:5\nNo such time" }, "captions"],
    ["captions", { captions: `${vtt}\0` }, "captions"],
    ["captions", {}, "captions"],
    ["captions", { captions: vtt, file_base64: "YQ==" }, "file_base64"],
    ["captions", { file_base64: "YQ==" }, "file_base64"],
    ["captions", { captions: vtt, language: "../x" }, "language"],
    ["captions", { captions: vtt, label: "a\u202eb" }, "label"],
  ])("refuse what cannot be: %s %j", async (path, body, param) => {
    const scene = await makeScene();
    const { token } = path === "progress" ? scene.student : scene.lecturer;
    expect(await call(`videos/[id]/${path}`, "PUT", { params: { id: scene.videoId }, token, body })).toMatchObject({
      status: 400,
      body: { details: [{ param, location: "body" }] },
    });
  });
});
