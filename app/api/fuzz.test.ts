import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { config } from "#lib/server/config.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makePerson, makeScene } from "#lib/testing/factories.ts";
import { queryNames } from "#lib/testing/query-names.ts";
import { call, methodsOf, routePaths } from "#lib/testing/routes.ts";

useTestDatabase();

/** How many random requests are sent. `RUNS=20000` is the long form. Every run of the tests sends others. */
const runs = Number(process.env.RUNS || 1200);

/** Routes that `route` does not make or that answer with a file, and the sign-out, which would end the session of the other requests. */
const skipped = new Set([
  "auth/[...nextauth]",
  "[...rest]",
  "docs",
  "docs/[file]",
  "openapi.json",
  "asyncapi.json",
  "auth/logout",
  "videos/[id]/stream",
  "videos/[id]/captions",
  "videos/[id]/poster",
  "images/[id]",
]);

const strange = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("", " ", "\0", "\ud800", "__proto__", "constructor", "null", "NaN", "1e309", "' OR 1=1 --", "\u202e", "%00"),
  fc.double().map(String),
);
/** Placeholders of ids, replaced by existing ones when the request is made. */
const real = fc.constantFrom("@thread", "@message", "@video", "@course", "@lecturer", "@student", "@notification");
const usual = [
  ...["open", "resolved", 0, 1, 2 ** 53, -1, "student@example.edu", "a question of some length"],
  ...["class", "private", "all", "answers", "assistant", "off", "default", "closed", true, false, null, "2026-11-26T09:00:00Z"],
];
const value = fc.oneof(
  { weight: 3, arbitrary: strange },
  { weight: 3, arbitrary: real },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.constantFrom(...usual) },
  { weight: 1, arbitrary: fc.array(real) },
);
const bodyOf = (fields: string[]) => fc.record(Object.fromEntries(fields.map((name) => [name, value])), { requiredKeys: [] });
const body = fc.oneof(
  bodyOf(["content"]),
  bodyOf(["status"]),
  bodyOf(["ids"]),
  bodyOf(["thread_id", "up_to_seq"]),
  bodyOf(["up_to_message_id"]),
  bodyOf(["email", "password", "first_name", "last_name"]),
  bodyOf(["refresh_token"]),
  bodyOf(["email", "role", "first_name", "last_name"]),
  bodyOf(["current_password", "new_password"]),
  bodyOf(["token", "password"]),
  bodyOf(["password", "code"]),
  bodyOf(["csv_base64", "confirm"]),
  bodyOf(["reason"]),
  bodyOf(["status", "visibility", "anonymous"]),
  bodyOf(["level"]),
  bodyOf(["allow"]),
  bodyOf(["part"]),
  bodyOf(["email", "part"]),
  bodyOf(["seq"]),
  bodyOf(["class_questions", "anonymity", "posting", "closed_from", "closed_until"]),
  bodyOf(["title", "content", "video_id"]),
  fc.constant({}),
  bodyOf(["video_id", "lecturer_id", "question_text", "video_timestamp_seconds", "code_snippet"]),
  bodyOf(["title", "description", "lecturer_id", "enrolment_code", "archived"]),
  bodyOf(["title", "description", "url"]),
  bodyOf(["csv_base64", "confirm"]),
  bodyOf(["seconds"]),
  bodyOf(["captions"]),
  bodyOf(["__proto__", "constructor", "id"]),
  fc.constant({ video_id: "@video", lecturer_id: "@lecturer", question_text: "a question of some length" }),
  fc.jsonValue(),
);
const query = fc.dictionary(fc.constantFrom(...queryNames), fc.oneof(strange, real, fc.constantFrom("all", "unread", "20", "open")), {
  maxKeys: 3,
});
const key = fc.option(
  fc.string({ minLength: 1, maxLength: 3 }).map((text) => text.replace(/[^\x21-\x7e]/g, "x")),
  { nil: undefined },
);

describe("the API", () => {
  /** Every answer is below 500. */
  it("never answers 500", async () => {
    config().rateLimits = false;
    let scene = await makeScene();
    const admin = await makePerson("admin");
    const { db } = await import("#lib/server/db/client.ts");
    const ids = async (): Promise<Record<string, string>> => {
      const video = await db().video.findFirst({
        where: { id: scene.videoId, deletedAt: null, course: { deletedAt: null, archivedAt: null, enrolmentCode: null } },
        select: { course: { select: { enrollments: true } } },
      });
      // An earlier request has deleted or closed the course, or let the student leave.
      if (!video?.course.enrollments.length) scene = { ...scene, ...(await makeCourse(scene.lecturer, [scene.student])) };
      const thread = (await db().thread.findFirst({ where: { videoId: scene.videoId } })) ?? (await ask(scene));
      const message = await db().message.findFirstOrThrow({ where: { threadId: thread.id } });
      const notification = await db().notification.findFirst();
      return {
        "@thread": thread.id,
        "@message": message.id,
        "@video": scene.videoId,
        "@course": scene.courseId,
        "@lecturer": scene.lecturer.user.id,
        "@student": scene.student.user.id,
        "@notification": notification?.id ?? "",
      };
    };
    const handlers: { path: string; method: string }[] = [];
    for (const path of routePaths.filter((candidate) => !skipped.has(candidate)))
      for (const method of await methodsOf(path)) handlers.push({ path, method });
    /** The id of a user whom admins may change and delete, so that the people of the scene stay. */
    const spare = async () =>
      (await db().user.findFirst({ where: { lastName: "Spare", deletedAt: null } }))?.id ??
      (await makePerson("student", { lastName: "Spare" })).user.id;
    const answered = new Map<number, number>();

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...handlers),
        fc.oneof({ weight: 3, arbitrary: real }, { weight: 1, arbitrary: strange }),
        body,
        query,
        fc.constantFrom("student" as const, "lecturer" as const, "admin" as const),
        key,
        async ({ method, path }, id, given, search, role, idempotencyKey) => {
          const asAdmin = role === "admin" && /^(users|audit|auth)(\/|$)/.test(path);
          const known = await ids();
          if (asAdmin) known["@student"] = known["@lecturer"] = await spare();
          const fill = (text: string) => text.replace(/@[a-z]+/g, (name) => known[name] ?? name);
          const { status } = await call(path, method, {
            token: (asAdmin ? admin : role === "lecturer" ? scene.lecturer : scene.student).token,
            params: { id: fill(id), userId: fill(id), sid: fill(id) },
            query: Object.fromEntries(Object.entries(search).map(([name, text]) => [name, fill(text)])),
            ...(method !== "GET" && { body: JSON.parse(fill(JSON.stringify(given))) as unknown }),
            headers: { "x-handraise-ip": "192.0.2.77", ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }) },
          });
          answered.set(status, (answered.get(status) ?? 0) + 1);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: runs },
    );
    // The requests reached the verbs: many succeeded, many were refused as invalid, and few for want of a sign-in. About a ninth succeed, and
    // fewer with each route that has to be asked for something that exists.
    expect((answered.get(200) ?? 0) + (answered.get(201) ?? 0)).toBeGreaterThan(runs / 15);
    expect(answered.get(400)).toBeGreaterThan(runs / 9);
    expect(answered.get(401) ?? 0).toBeLessThan(runs / 15);
  }, 600_000);
});
