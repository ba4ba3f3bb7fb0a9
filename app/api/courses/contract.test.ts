import { describe, expect, it } from "vitest";
import {
  courseSchema,
  courseSettingsSchema,
  courseWithVideosSchema,
  rosterEntrySchema,
  rosterImportSchema,
} from "#lib/contract/courses.ts";
import { db } from "#lib/server/db/client.ts";
import type { Call } from "#lib/testing/call-route.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeCourse, makeLecturer, makePerson, makeScene, makeStudent, type Person } from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("courses", () => {
  it("are open to those the contract names", async () => {
    const scene = await makeScene();
    const [stranger, rival, admin] = [await makeStudent(), await makeLecturer(), await makePerson("admin")];

    await makeCourse(rival);
    expect((await call("courses", "GET", { token: stranger.token })).body.data).toHaveLength(2);

    const params = { id: scene.videoId };
    expect(await call("videos/[id]", "GET", { params, token: stranger.token })).toMatchObject({
      status: 403,
      body: { error: "You are not enrolled in this course" },
    });
    expect(await call("videos/[id]", "GET", { params, token: rival.token })).toMatchObject({ status: 403 });
    for (const person of [scene.student, scene.lecturer, admin])
      expect((await call("videos/[id]", "GET", { params, token: person.token })).status).toBe(200);

    const course = { params: { id: scene.courseId } };
    expect(await call("courses/[id]/enrollment", "POST", { ...course, token: stranger.token })).toMatchObject({
      status: 201,
      body: { data: { enrolled: true } },
    });
    expect((await call("videos/[id]", "GET", { params, token: stranger.token })).status).toBe(200);
    expect(await call("courses/[id]/enrollment", "DELETE", { ...course, token: stranger.token })).toMatchObject({
      status: 200,
      body: { data: { enrolled: false } },
    });
    expect((await call("courses/[id]/enrollment", "POST", { ...course, token: rival.token })).status).toBe(403);
    expect((await call("courses/[id]", "GET", { params: { id: someId }, token: rival.token })).status).toBe(404);
  });

  it("have the shapes of the contract, from making a course to deleting it", async () => {
    const { lecturer, student } = await makeScene();
    const made = await call("courses", "POST", {
      token: lecturer.token,
      body: { title: " Programming 2 ", description: "", enrolment_code: "Monty" },
    });

    expect(made.status).toBe(201);

    const course = courseSchema.parse(made.body.data);
    expect(course.title).toBe("Programming 2");

    const at = { params: { id: course.id } };
    const changed = await call("courses/[id]", "PATCH", { ...at, token: lecturer.token, body: { archived: true, enrolment_code: null } });
    expect(courseSchema.parse(changed.body.data).archived_at).not.toBeNull();

    courseWithVideosSchema.parse((await call("courses/[id]", "GET", { ...at, token: student.token })).body.data);
    const settings = await call("courses/[id]/settings", "GET", { ...at, token: lecturer.token });
    expect(courseSettingsSchema.parse(settings.body.data)).toMatchObject({ enrolment_code: null, enrolled_count: 0 });

    await call("courses/[id]", "PATCH", { ...at, token: lecturer.token, body: { archived: false } });
    const file = Buffer.from(`email\n${student.user.email}\n`).toString("base64");
    const imported = await call("courses/[id]/roster/import", "POST", {
      ...at,
      token: lecturer.token,
      body: { csv_base64: file, confirm: true },
    });

    expect(rosterImportSchema.parse(imported.body.data).enrolled).toHaveLength(1);

    const roster = await call("courses/[id]/roster", "GET", {
      ...at,
      token: lecturer.token,
      query: { query: student.user.email, limit: "1" },
    });

    expect(rosterEntrySchema.array().parse(roster.body.data)).toMatchObject([{ id: student.user.id }]);

    const off = { params: { id: course.id, userId: student.user.id }, token: lecturer.token };
    expect(await call("courses/[id]/roster/[userId]", "DELETE", off)).toMatchObject({ status: 200, body: { data: null } });
    expect((await call("courses/[id]/roster/[userId]", "DELETE", off)).status).toBe(404);
    expect(await call("courses/[id]", "DELETE", { ...at, token: lecturer.token })).toMatchObject({ status: 200, body: { data: null } });
    for (const [path, method] of [
      ["", "GET"],
      ["", "DELETE"],
      ["/settings", "GET"],
      ["/roster", "GET"],
    ] as const)
      expect(await call(`courses/[id]${path}`, method, { ...at, token: lecturer.token })).toMatchObject({
        status: 404,
        body: { error: "Course not found" },
      });
  });

  it("are run by their lecturer and admins alone", async () => {
    const scene = await makeScene();
    const runs = [
      ["courses/[id]", "DELETE", undefined],
      ["courses/[id]", "PATCH", { title: "Mine now" }],
      ["courses/[id]/settings", "GET", undefined],
      ["courses/[id]/roster", "GET", undefined],
      ["courses/[id]/roster/import", "POST", { csv_base64: "ZW1haWw=", confirm: true }],
      ["courses/[id]/roster/[userId]", "DELETE", undefined],
    ] as const;
    const params = { id: scene.courseId, userId: scene.student.user.id };
    const before = JSON.stringify([await db().course.findMany(), await db().enrollment.findMany()]);

    for (const person of [scene.student, await makeStudent(), await makeLecturer()])
      for (const [path, method, body] of runs)
        expect(await call(path, method, { params, token: person.token, ...(body && { body }) }), `${method} ${path}`).toMatchObject({
          status: 403,
          body: { error: "You are not allowed to do this" },
        });
    expect((await call("courses", "POST", { token: scene.student.token, body: { title: "Mine" } })).status).toBe(403);
    expect(JSON.stringify([await db().course.findMany(), await db().enrollment.findMany()])).toBe(before);

    const admin = await makePerson("admin");
    for (const [path, method, body] of runs.toReversed())
      expect((await call(path, method, { params, token: admin.token, ...(body && { body }) })).status, `${method} ${path}`).toBe(200);
  });

  it.each<[string, string, unknown, string]>([
    ["courses", "POST", {}, "title"],
    ["courses", "POST", { title: " " }, "title"],
    ["courses", "POST", { title: "x".repeat(201) }, "title"],
    ["courses", "POST", { title: "x", enrolled: true }, "enrolled"],
    ["courses/[id]", "PATCH", {}, ""],
    ["courses/[id]", "PATCH", { archived: "yes" }, "archived"],
    ["courses/[id]", "PATCH", { title: "x", archived_at: null }, "archived_at"],
    ["courses/[id]", "PATCH", { enrolment_code: " " }, "enrolment_code"],
    ["courses/[id]/roster/import", "POST", {}, "csv_base64"],
    ["courses/[id]/roster/import", "POST", { csv_base64: "%%" }, "csv_base64"],
    ["courses/[id]/roster/import", "POST", { csv_base64: "bmFtZQ==" }, "csv_base64"],
    ["courses/[id]/videos", "POST", { title: "x", url: "http://videos.example.edu/a.webm" }, "url"],
    ["courses/[id]/videos", "POST", { title: "x", url: "javascript:alert(1)" }, "url"],
  ])("refuse what cannot be: %s %s %j", async (path, method, body, param) => {
    const scene = await makeScene();
    expect(await call(path, method, { params: { id: scene.courseId }, token: scene.lecturer.token, body })).toMatchObject({
      status: 400,
      body: { details: [{ param, location: "body" }] },
    });
  });
});

describe("order in class", () => {
  it("is kept by the course's lecturer and admins, and by nobody else", async () => {
    const scene = await makeScene();
    const [rival, admin] = [await makeLecturer(), await makePerson("admin")];
    const params = { id: scene.courseId, userId: scene.student.user.id };
    const one = (person: Person, method: string, given: Call = {}) =>
      call("courses/[id]/blocks/[userId]", method, { params, token: person.token, ...given });

    for (const person of [scene.student, rival]) {
      expect((await one(person, "PUT", { body: {} })).status).toBe(403);
      expect((await one(person, "DELETE")).status).toBe(403);
      expect((await call("courses/[id]/blocks", "GET", { params, token: person.token })).status).toBe(403);
    }
    expect(await one(scene.lecturer, "PUT", { body: { reason: "Shouting" } })).toMatchObject({
      status: 200,
      body: { data: { user_id: scene.student.user.id, reason: "Shouting", name: "John Doe", blocked_by: "Jane Smith" } },
    });
    expect((await call("courses/[id]/blocks", "GET", { params, token: admin.token })).body.data).toHaveLength(1);
    expect((await one(scene.lecturer, "PUT", { params: { ...params, userId: rival.user.id }, body: {} })).status).toBe(400);
    expect((await one(scene.lecturer, "PUT", { params: { ...params, userId: someId }, body: {} })).status).toBe(404);
    expect(await one(admin, "DELETE")).toMatchObject({ status: 200, body: { data: null } });
    expect((await one(admin, "DELETE")).status).toBe(200);
  });
});
