import { describe, expect, it } from "vitest";
import { signToken } from "#lib/server/auth/tokens.ts";
import type { Call } from "#lib/testing/call-route.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { call, isOpen, methodsOf, routePaths, someId } from "#lib/testing/routes.ts";

useTestDatabase();

describe("every route", () => {
  it("asks who calls", async () => {
    const { user, caller } = await makeStudent();
    const expired = await signToken("access", user.id, caller.sessionId, -1);
    let asked = 0;

    for (const path of routePaths) {
      for (const method of (await methodsOf(path)).filter((one) => !isOpen(one, path))) {
        const params = { id: someId };
        expect(await call(path, method, { params }), `${method} ${path}`).toMatchObject({
          status: 401,
          body: { error: "Authentication required" },
        });
        for (const token of ["nonsense", expired])
          expect(await call(path, method, { params, token }), `${method} ${path}`).toMatchObject({
            status: 401,
            body: { error: "Invalid token" },
          });
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(20);
  }, 90_000);

  it("answers a malformed id as one that is not there", async () => {
    // Asked by an admin, because other roles are refused some routes before their id is looked at.
    for (const path of routePaths.filter((candidate) => candidate.includes("[id]"))) {
      // A new admin for each route, because all of these requests exceed what one person may send in a minute.
      const { token } = await makePerson("admin");
      for (const method of await methodsOf(path))
        for (const id of ["x", "1", "null", `${someId}0`, "%00", "__proto__"])
          expect((await call(path, method, { params: { id }, token })).status, `${method} ${path} ${id}`).toBe(404);
    }
  }, 90_000);

  it("carries a request id and keeps the answer private", async () => {
    const { token } = await makeStudent();
    const { headers } = await call("notifications/counts", "GET", { token });
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect((await call("notifications/counts", "GET")).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a body", () => {
  const thread = { path: "discussions/threads", method: "POST" };
  it.each<[string, Call, number]>([
    ["that is malformed", { raw: "{", headers: { "content-type": "application/json" } }, 400],
    ["that is no object", { body: [] }, 400],
    ["that is null", { raw: "null", headers: { "content-type": "application/json" } }, 400],
    ["with bytes that are no text", { raw: new Uint8Array([0x22, 0xff, 0x22]), headers: { "content-type": "application/json" } }, 400],
    ["nested deeply", { raw: `${"[".repeat(100_000)}${"]".repeat(100_000)}`, headers: { "content-type": "application/json" } }, 400],
    [
      "of more than 512 KiB",
      { raw: JSON.stringify({ question_text: "x".repeat(512 * 1024) }), headers: { "content-type": "application/json" } },
      413,
    ],
    ["that is a form", { raw: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }, 415],
    ["that is text", { raw: "{}", headers: { "content-type": "text/plain" } }, 415],
  ])("%s is refused", async (_name, given, status) => {
    const { token } = await makeStudent();
    expect((await call(thread.path, thread.method, { ...given, token })).status).toBe(status);
  });

  it("names the field at fault", async () => {
    const { token } = await makeStudent();
    const { body } = await call(thread.path, thread.method, {
      token,
      body: { video_id: 1, question_text: " short ", video_timestamp_seconds: 1.5, role: "admin" },
    });

    expect(body.details?.map(({ param, location }) => [param, location])).toEqual([
      ["video_id", "body"],
      ["question_text", "body"],
      ["video_timestamp_seconds", "body"],
      ["role", "body"],
    ]);
  });

  it.each([
    ["9 characters", "a".repeat(9), 400],
    ["10 characters", "a".repeat(10), 201],
    ["9 characters in white space", ` ${"a".repeat(9)} \n`, 400],
    ["white space alone", " \n\t ".repeat(10), 400],
    ["10 code points of two units each", "😀".repeat(10), 201],
    ["9 code points of two units each", "😀".repeat(9), 400],
    ["5000 code points", "😀".repeat(5000), 201],
    ["5001 code points", "😀".repeat(5001), 400],
    ["a NUL", `a question\0with NUL`, 400],
    ["half a surrogate pair", "a question \ud800 cut", 400],
    ["an operator object", { not: "" }, 400],
  ])("with a question of %s", async (_name, question_text, status) => {
    const scene = await makeScene();
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text };
    expect((await call(thread.path, thread.method, { token: scene.student.token, body })).status).toBe(status);
  });

  it.each([-1, 1.5, 2 ** 31, "12", true, {}])("with a video second of %j is refused", async (video_timestamp_seconds) => {
    const scene = await makeScene();
    const body = {
      video_id: scene.videoId,
      lecturer_id: scene.lecturer.user.id,
      question_text: "A real question?",
      video_timestamp_seconds,
    };

    expect(await call(thread.path, thread.method, { token: scene.student.token, body })).toMatchObject({
      status: 400,
      body: { details: [{ param: "video_timestamp_seconds" }] },
    });
  });
});
