import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { tokensSchema, userSchema } from "#lib/contract/auth";
import {
  courseSchema,
  courseSettingsSchema,
  courseWithVideosSchema,
  rosterEntrySchema,
  rosterImportSchema,
  videoSchema,
} from "#lib/contract/courses";
import { messageSchema, type Thread, threadSchema, threadWithMessagesSchema } from "#lib/contract/discussions";
import { recoveryCodesSchema, twoFactorSchema, twoFactorSetUpSchema } from "#lib/contract/two-factor";
import { linkSchema, listedUserSchema } from "#lib/contract/users";
import { progressSchema, videoProcessingSchema } from "#lib/contract/videos";
import { hashPassword } from "#lib/server/auth/passwords";
import { db } from "#lib/server/db/client";
import { type Answer, type Call, callRoute } from "#lib/testing/call-route";
import { useTestDatabase } from "#lib/testing/database";
import { ask, makeCourse, makeLecturer, makePerson, makeScene, makeStudent, type Person, type Scene } from "#lib/testing/factories";

useTestDatabase();

const apiFolder = import.meta.dirname;
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Every route of the tree, so that a new one is tested unasked. */
const paths = readdirSync(apiFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => file.slice(0, -"/route.ts".length));

async function call(path: string, method: string, given: Call = {}): Promise<Answer> {
  const route = (await import(join(apiFolder, path, "route.ts"))) as Record<string, unknown>;
  return callRoute(route[method], method, given);
}

const open = new Set([
  "auth/register",
  "auth/login",
  "auth/refresh",
  "auth/logout",
  "auth/[...nextauth]",
  "auth/password/forgot",
  "auth/password/link",
  "auth/password/reset",
  "health",
  "ready",
  "docs",
  "docs/[file]",
  "openapi.json",
  "asyncapi.json",
  "[...rest]",
]);
const someId = "01a208b3-6d57-775a-ab85-cb17c75cce2a";

describe("every route", () => {
  it("asks who calls", async () => {
    const { user, caller } = await makeStudent();
    const { signToken } = await import("#lib/server/auth/tokens");
    const expired = await signToken("access", user.id, caller.sessionId, -1);
    let asked = 0;

    for (const path of paths.filter((candidate) => !open.has(candidate))) {
      const route = (await import(join(apiFolder, path, "route.ts"))) as Record<string, unknown>;
      for (const method of methods.filter((candidate) => route[candidate])) {
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
    // An admin: what is not for everybody is not closed to them.
    for (const path of paths.filter((candidate) => candidate.includes("[id]"))) {
      // Someone new for each route: all of these requests together are more than one person may make in a minute.
      const { token } = await makePerson("admin");
      const route = (await import(join(apiFolder, path, "route.ts"))) as Record<string, unknown>;
      for (const method of methods.filter((candidate) => route[candidate]))
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
      ["lecturer_id", "body"],
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

describe("signing in", () => {
  const john = { email: "john@test.example", password: "correct horse", first_name: "John", last_name: "Doe" };

  it("registers, signs in as the seed's fetch does, refreshes and signs out", async () => {
    const made = await call("auth/register", "POST", {
      raw: JSON.stringify(john),
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });

    expect(made.status).toBe(201);

    const { user, tokens } = made.body.data as { user: unknown; tokens: { refresh_token: string; access_token: string } };
    userSchema.parse(user);
    tokensSchema.parse(tokens);
    const signedIn = await call("auth/login", "POST", {
      raw: JSON.stringify({ email: john.email, password: john.password }),
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });

    expect(signedIn).toMatchObject({ status: 200, body: { data: { user } } });

    const next = await call("auth/refresh", "POST", { body: { refresh_token: tokens.refresh_token } });
    expect(next.status).toBe(200);
    expect(Object.keys(next.body.data as object)).toEqual(["tokens"]);
    expect(await call("auth/me", "GET", { token: tokens.access_token })).toMatchObject({
      status: 200,
      body: { data: { user, tokens: { access_token: tokens.access_token } } },
    });

    const out = await call("auth/logout", "POST", { token: tokens.access_token });
    expect(out).toMatchObject({ status: 200, body: { data: null } });
    expect(await call("auth/me", "GET", { token: tokens.access_token })).toMatchObject({ status: 401, body: { error: "Invalid token" } });
    expect(await call("auth/refresh", "POST", { body: { refresh_token: tokens.refresh_token } })).toMatchObject({
      status: 401,
      body: { error: "Invalid token" },
    });
  });

  it("refuses in the contract's words", async () => {
    await makePerson("student", { email: john.email, passwordHash: await hashPassword(john.password) });
    expect(await call("auth/register", "POST", { body: john })).toMatchObject({ status: 409, body: { error: "Email already registered" } });
    expect(await call("auth/register", "POST", { body: { ...john, email: " JOHN@TEST.example" } })).toMatchObject({ status: 409 });
    expect(await call("auth/register", "POST", { body: { ...john, email: "x@y.example", role: "admin" } })).toMatchObject({
      status: 400,
      body: { details: [{ param: "role" }] },
    });
    for (const body of [
      { email: john.email, password: "wrong" },
      { email: "nobody@test.example", password: john.password },
    ])
      expect(await call("auth/login", "POST", { body })).toMatchObject({ status: 401, body: { error: "Invalid email or password" } });
  });

  it("asks for a code where one was turned on, and sets it up in the shapes of the contract", async () => {
    const { token } = await makePerson("student", { email: john.email, passwordHash: await hashPassword(john.password) });
    const { password } = john;
    const path = "users/me/two-factor";

    expect(twoFactorSchema.parse((await call(path, "GET", { token })).body.data)).toMatchObject({ on: false });

    const begun = twoFactorSetUpSchema.parse((await call(path, "POST", { token, body: { password } })).body.data);
    const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
    const wrong = { status: 400, body: { details: [{ param: "code", location: "body" }] } };

    for (const code of ["", "000000", 123456, null, "\0", "x".repeat(101)])
      expect(await call(path, "PUT", { token, body: { code } }), String(code)).toMatchObject(wrong);

    const made = await call(path, "PUT", { token, body: { code: totp.generate() } });
    const [recovery] = recoveryCodesSchema.parse(made.body.data).recovery_codes;
    expect(twoFactorSchema.parse((await call(path, "GET", { token })).body.data)).toMatchObject({ on: true, recovery_codes_left: 10 });

    const login = (more: object) => call("auth/login", "POST", { body: { email: john.email, password, ...more } });
    const details = [{ param: "code", location: "body" }];
    expect(await login({})).toMatchObject({ status: 401, body: { error: "Two-factor code required", details } });
    expect(await login({ code: "000000" })).toMatchObject({ status: 401, body: { error: "Invalid two-factor code", details } });
    expect(await login({ code: "" })).toMatchObject({ status: 400, body: { details } });

    const guessed = await login({ password: "wrong", code: "000000" });
    expect(guessed).toMatchObject({ status: 401, body: { error: "Invalid email or password" } });
    expect(guessed.body).not.toHaveProperty("details");

    const { tokens } = (await login({ code: recovery })).body.data as { tokens: unknown };
    tokensSchema.parse(tokens);

    expect(await call(`${path}/recovery-codes`, "POST", { token, body: { password, code: "000000" } })).toMatchObject(wrong);

    const next = totp.generate({ timestamp: Date.now() + 30_000 });
    const anew = await call(`${path}/recovery-codes`, "POST", { token, body: { password, code: next } });
    const [first] = recoveryCodesSchema.parse(anew.body.data).recovery_codes;

    expect(await call(path, "DELETE", { token, body: { password: "wrong", code: first } })).toMatchObject({ status: 400 });
    expect(await call(path, "DELETE", { token, body: { password, code: first } })).toMatchObject({ status: 200, body: { data: null } });
    expect(await login({})).toMatchObject({ status: 200 });
  });

  it("with a code is turned off for somebody else by admins alone", async () => {
    const { user, token } = await makePerson("student");
    const [lecturer, admin] = [await makeLecturer(), await makePerson("admin")];
    const off = (id: string, by: string) => call("users/[id]/two-factor", "DELETE", { params: { id }, token: by });

    for (const by of [token, lecturer.token]) expect(await off(user.id, by)).toMatchObject({ status: 403 });
    expect(await off(user.id, admin.token)).toMatchObject({ status: 409, body: { error: "Two-factor sign-in is off" } });
    expect(await off(admin.user.id, admin.token)).toMatchObject({ status: 403 });
    expect(await off(someId, admin.token)).toMatchObject({ status: 404, body: { error: "User not found" } });
  });

  it("is closed to pages of foreign origins", async () => {
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }] as Record<
      string,
      string
    >[])
      for (const path of ["auth/login", "auth/register", "auth/refresh"])
        expect((await call(path, "POST", { body: { email: "a@b.c", password: "x" }, headers })).status, path).toBe(403);
  });

  it("answers 429 with Retry-After at the eleventh failure", async () => {
    const attempt = () =>
      call("auth/login", "POST", {
        body: { email: "guessed@test.example", password: "wrong" },
        headers: { "x-handraise-ip": "198.51.100.9" },
      });

    for (let n = 0; n < 10; n++) expect((await attempt()).status).toBe(401);

    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("a session cookie", () => {
  it("is no help to a foreign page", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { signToken } = await import("#lib/server/auth/tokens");
    const cookie = `handraise.session=${await signToken("browser", scene.lecturer.user.id, scene.lecturer.caller.sessionId, 60)}`;
    const resolve = (headers: Record<string, string>, given: Call = {}) =>
      call("discussions/threads/[id]/resolve", "POST", { params: { id: thread.id }, ...given, headers: { cookie, ...headers } });

    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[])
      expect((await resolve(headers)).status).toBe(403);
    expect((await resolve({ "content-type": "text/plain" }, { raw: "{}" })).status).toBe(415);
    expect((await resolve({ "content-type": "multipart/form-data; boundary=x" }, { raw: "--x--" })).status).toBe(415);
    expect(await db().thread.findFirstOrThrow()).toMatchObject({ status: "open" });
    expect((await resolve({ origin: "http://localhost:8000" })).status).toBe(200);
  });
});

describe("discussions", () => {
  const at = (thread: Thread) => ({ id: thread.id });
  const act = async (person: Person, path: string, method: string, thread: Thread, body?: unknown) =>
    call(`discussions/threads/[id]${path}`, method, { params: at(thread), token: person.token, ...(body !== undefined && { body }) });

  it("answer in the shapes of the contract", async () => {
    const scene = await makeScene();
    const body = {
      video_id: scene.videoId,
      lecturer_id: scene.lecturer.user.id,
      question_text: "How do I declare a variable?",
      video_timestamp_seconds: 12,
      code_snippet: "  var x\n",
    };
    const made = await call("discussions/threads", "POST", { token: scene.student.token, body });

    expect(made.status).toBe(201);

    const thread = threadSchema.parse(made.body.data);
    expect(thread.code_snippet).toBe("  var x");

    const message = await act(scene.lecturer, "/messages", "POST", thread, { content: " So. " });
    expect(message.status).toBe(201);
    expect(messageSchema.parse(message.body.data).content).toBe("So.");

    threadWithMessagesSchema.parse((await act(scene.student, "", "GET", thread)).body.data);
    for (const [path, method, given] of [
      ["/read", "POST"],
      ["/read", "POST", {}],
      ["/resolve", "POST"],
      ["/resolve", "POST", {}],
      ["/reopen", "POST"],
      ["", "PATCH", { status: "resolved" }],
    ] as const) {
      const answer = await act(scene.student, path, method, thread, given);
      expect(answer.status).toBe(200);
      threadSchema.parse(answer.body.data);
    }

    const list = await call("discussions/threads", "GET", { token: scene.student.token, query: { limit: "1" } });
    expect(list.body.data).toHaveLength(1);
    expect(await call("discussions/threads/unread", "GET", { token: scene.lecturer.token })).toMatchObject({
      status: 200,
      body: { data: [{ id: thread.id }] },
    });
  });

  it("have a text for everyone who may not", async () => {
    const scene: Scene = await makeScene();
    const thread = await ask(scene);
    const refused = [
      ["", "GET", undefined, "You are not authorized to view this thread"],
      ["/messages", "POST", { content: "Me too" }, "You are not authorized to add messages to this thread"],
      ["/read", "POST", {}, "You are not authorized to mark this thread as read"],
      ["/resolve", "POST", undefined, "You are not authorized to change this thread"],
      ["/reopen", "POST", undefined, "You are not authorized to change this thread"],
      ["", "PATCH", { status: "resolved" }, "You are not authorized to change this thread"],
      ["", "DELETE", undefined, "You are not authorized to change this thread"],
    ] as const;
    const classmate = await makeStudent();

    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: classmate.user.id } });
    const before = JSON.stringify(await db().thread.findMany());
    for (const person of [classmate, await makeStudent(), await makeLecturer()])
      for (const [path, method, body, error] of refused)
        expect(await act(person, path, method, thread, body), `${method} ${path}`).toMatchObject({ status: 403, body: { error } });
    for (const [path, method, body] of refused)
      expect(
        await call(`discussions/threads/[id]${path}`, method, {
          params: { id: someId },
          token: scene.student.token,
          ...(body && { body }),
        }),
      ).toMatchObject({ status: 404, body: { error: "Thread not found" } });
    expect(JSON.stringify(await db().thread.findMany())).toBe(before);

    const message = await db().message.findFirstOrThrow();
    for (const [method, body] of [
      ["PATCH", { content: "Mine now" }],
      ["DELETE", undefined],
    ] as const) {
      expect(
        await call("discussions/messages/[id]", method, { params: { id: message.id }, token: classmate.token, ...(body && { body }) }),
      ).toMatchObject({ status: 403, body: { error: "You are not allowed to do this" } });
      expect(
        await call("discussions/messages/[id]", method, { params: { id: someId }, token: classmate.token, ...(body && { body }) }),
      ).toMatchObject({ status: 404, body: { error: "Message not found" } });
    }
  });

  it("refuse a question in the contract's order and words", async () => {
    const scene = await makeScene();
    const rival = await makeLecturer();
    const stranger = await makeStudent();
    const question = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const table: [Person, object, number, string][] = [
      [scene.lecturer, {}, 403, "Only students can create discussion threads"],
      [await makePerson("admin"), {}, 403, "Only students can create discussion threads"],
      [scene.student, { video_id: someId }, 404, "Video not found"],
      [scene.student, { lecturer_id: someId }, 404, "Lecturer not found"],
      [scene.student, { lecturer_id: stranger.user.id }, 404, "Lecturer not found"],
      [scene.student, { lecturer_id: rival.user.id }, 403, "Lecturer does not own the course for this video"],
      [stranger, {}, 403, "You are not enrolled in this course"],
    ];

    for (const [person, change, status, error] of table)
      expect(await call("discussions/threads", "POST", { token: person.token, body: { ...question, ...change } })).toMatchObject({
        status,
        body: { error },
      });
  });

  it("keep a key for one body", async () => {
    const scene = await makeScene();
    const body = { video_id: scene.videoId, lecturer_id: scene.lecturer.user.id, question_text: "How do I declare a variable?" };
    const send = (change: object = {}, key = "k".repeat(200)) =>
      call("discussions/threads", "POST", {
        token: scene.student.token,
        body: { ...body, ...change },
        headers: { "idempotency-key": key },
      });
    const [first, again] = [await send(), await send()];

    expect([first.status, again.status]).toEqual([201, 201]);
    expect((again.body.data as Thread).id).toBe((first.body.data as Thread).id);
    expect((await send({ question_text: "Another question?" })).status).toBe(409);
    expect((await send({}, "k".repeat(201))).status).toBe(400);
    // A failure is not kept: the same key may succeed later.
    expect((await send({ lecturer_id: someId }, "later")).status).toBe(404);
    expect((await send({}, "later")).status).toBe(201);
  });
});

describe("notifications", () => {
  it("have the shapes of the contract and refuse what is not theirs to take", async () => {
    const scene = await makeScene();
    await ask(scene);
    const { token } = scene.lecturer;
    const page = await call("notifications", "GET", { token });

    expect(Object.keys(page.body.data as object).sort()).toEqual(["counts", "epoch", "notifications", "seq"]);

    const { notifications } = page.body.data as { notifications: { id: string }[] };
    expect(Object.keys(notifications[0] ?? {}).sort()).toEqual(["id", "payload", "read", "seq", "timestamp", "type"]);
    expect((await call("notifications/counts", "GET", { token })).body.data).toEqual({
      unread: 1,
      unread_threads: 1,
      seq: 1,
      epoch: expect.any(String),
    });

    const ids = notifications.map(({ id }) => id);
    expect((await call("notifications/read", "POST", { token, body: { ids } })).body.data).toEqual({
      counts: { unread: 0, unread_threads: 0 },
      seq: 2,
      epoch: expect.any(String),
    });
    expect((await call("notifications/unread", "POST", { token, body: { ids } })).body.data).toMatchObject({
      counts: { unread: 1, unread_threads: 1 },
      seq: 3,
    });

    const wrong = [
      {},
      { ids, up_to_seq: 1 },
      { ids: [] },
      { ids: ["x"] },
      { ids: Array.from({ length: 101 }, () => someId) },
      { thread_id: "x" },
      { up_to_seq: -1 },
      { up_to_seq: 1.5 },
      { up_to_seq: "1" },
      { up_to_seq: 2 ** 60 },
      { all: true },
    ];

    for (const body of wrong) expect((await call("notifications/read", "POST", { token, body })).status, JSON.stringify(body)).toBe(400);
    for (const query of [
      { filter: "none" },
      { type: "x" },
      { limit: "0" },
      { limit: "101" },
      { limit: "1.5" },
      { limit: "" },
      { cursor: "x" },
    ] as Record<string, string>[])
      expect((await call("notifications", "GET", { token, query })).status, JSON.stringify(query)).toBe(400);
  });
});

describe("courses and videos", () => {
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
    expect(courseSettingsSchema.parse(settings.body.data)).toEqual({ enrolment_code: null, enrolled_count: 0 });

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

describe("accounts", () => {
  const shown = { email: "nia@test.example", first_name: "Nia", last_name: "Park", role: "lecturer" };

  it("are admins' to make, list, change and delete", async () => {
    const { token } = await makePerson("admin");
    const made = await call("users", "POST", { token, body: { ...shown, email: " NIA@test.example ", password: "correct horse" } });
    expect(made).toMatchObject({ status: 201, body: { data: shown } });

    const user = userSchema.parse(made.body.data);
    const params = { id: user.id };
    expect(await call("auth/login", "POST", { body: { email: shown.email, password: "correct horse" } })).toMatchObject({ status: 200 });
    expect(await call("users", "POST", { token, body: shown })).toMatchObject({ status: 409, body: { error: "Email already registered" } });
    expect((await call("users", "GET", { token, query: { query: "nia", role: "lecturer", limit: "1" } })).body.data).toEqual([user]);

    const changed = await call("users/[id]", "PATCH", { token, params, body: { role: "admin", last_name: "Parker" } });
    expect(changed.body.data).toEqual({ ...user, role: "admin", last_name: "Parker" });
    expect(await call("users/[id]", "DELETE", { token, params })).toMatchObject({ status: 200, body: { data: null } });
    for (const [method, body] of [["GET"], ["PATCH", { role: "student" }], ["DELETE"]] as const)
      expect(await call("users/[id]", method, { token, params, ...(body && { body }) })).toMatchObject({
        status: 404,
        body: { error: "User not found" },
      });

    const invited = await call("users", "POST", { token, body: shown });
    expect(Object.keys(invited.body.data as object)).toEqual([...Object.keys(user), "invitation_url", "mailed", "mail_problem"]);
  });

  it("have an invitation that can be looked for; without a mail server there is no test of it", async () => {
    const { token } = await makePerson("admin");
    const invited = (await call("users", "POST", { token, body: shown })).body.data as { id: string };
    const listed = async (invitation: string) => call("users", "GET", { token, query: { invitation } });
    const found = listedUserSchema.array().parse((await listed("not_sent")).body.data);

    expect(found.find(({ id }) => id === invited.id)?.invitation).toEqual({ state: "not_sent", at: null, problem: null });
    expect((await listed("used")).body.data).toEqual([]);
    expect(await listed("lost")).toMatchObject({ status: 400, body: { details: [{ param: "invitation" }] } });

    linkSchema.parse((await call("users/[id]/link", "POST", { token, params: { id: invited.id } })).body.data);
    expect(await call("mail/test", "POST", { token })).toMatchObject({
      status: 409,
      body: { error: "This server sends no email: no mail server is set up" },
    });
  });

  it.each<[string, string, unknown, string]>([
    ["users", "POST", { ...shown, role: "owner" }, "role"],
    ["users", "POST", { ...shown, password: "short" }, "password"],
    ["users", "POST", { ...shown, id: someId }, "id"],
    ["users", "POST", { ...shown, first_name: " " }, "first_name"],
    ["users/[id]", "PATCH", {}, ""],
    ["users/[id]", "PATCH", { role: "student", password: "correct horse" }, "password"],
    ["users/import", "POST", { csv_base64: "%" }, "csv_base64"],
    ["users/import", "POST", { csv_base64: "YQ==", confirm: "yes" }, "confirm"],
  ])("%s %s names what is wrong with %j", async (path, method, body, param) => {
    const { token } = await makePerson("admin");
    const { user } = await makeStudent();
    expect(await call(path, method, { token, params: { id: user.id }, body })).toMatchObject({
      status: 400,
      body: { details: [{ param }] },
    });
  });

  it("are looked for by anything but what cannot be stored", async () => {
    const { token } = await makePerson("admin");
    for (const query of ["\0", "\ud800", "x".repeat(201)])
      expect((await call("users", "GET", { token, query: { query } })).status).toBe(query === "\ud800" ? 200 : 400);
    for (const query of ["", "%", "\\", "'", "a b c d e f g h i j k l"])
      expect((await call("users", "GET", { token, query: { query } })).status).toBe(200);
  });

  it("are closed to everybody else, all of them", async () => {
    const scene = await makeScene();
    const { caller } = await makePerson("admin");
    const adminOnly = paths.filter((path) => /^(users(?!\/me)|audit|mail)/.test(path));
    const before = JSON.stringify([
      await db().user.findMany({ orderBy: { id: "asc" } }),
      await db().session.findMany({ orderBy: { id: "asc" } }),
    ]);
    let refused = 0;

    for (const { token, user } of [scene.student, scene.lecturer])
      for (const path of adminOnly) {
        const route = (await import(join(apiFolder, path, "route.ts"))) as Record<string, unknown>;
        for (const method of methods.filter((candidate) => route[candidate]))
          for (const id of [user.id, caller.user.id]) {
            const params = { id, sid: caller.sessionId };
            expect(await call(path, method, { token, params, ...(method !== "GET" && { body: {} }) }), `${method} ${path}`).toMatchObject({
              status: 403,
              body: { error: "You are not allowed to do this" },
            });
            refused++;
          }
      }
    expect(refused).toBeGreaterThan(40);
    expect(
      JSON.stringify([await db().user.findMany({ orderBy: { id: "asc" } }), await db().session.findMany({ orderBy: { id: "asc" } })]),
    ).toBe(before);
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
    const stream = (await import("./videos/[id]/stream/route")).GET;
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
