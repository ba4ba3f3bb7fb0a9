import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Operation, openApi, operations } from "#lib/server/api/openapi.ts";
import { newLink, storeLinks } from "#lib/server/auth/links.ts";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { db } from "#lib/server/db/client.ts";
import { transaction } from "#lib/server/db/transaction.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { createThread } from "#lib/server/discussions/create-thread.ts";
import { askToPublish } from "#lib/server/discussions/publish.ts";
import { putCaptions } from "#lib/server/videos/change-captions.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makePerson, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { upload } from "#lib/testing/pictures.ts";
import { blankPng } from "#lib/testing/png.ts";
import { someId } from "#lib/testing/routes.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";
import { routeTable } from "./route-table";

useTestDatabase();
useDataFolder();

const password = "correct horse";
const captions = "WEBVTT\n\n00:01.000 --> 00:04.000\nHello";
let passwordHash = "";
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

/** Makes a course with questions of two students, and an admin. The asker, the lecturer and the admin have a password. */
async function makeWorld() {
  const [student, lecturer, admin] = [
    await makePerson("student", { passwordHash }),
    await makePerson("lecturer", { passwordHash }),
    await makePerson("admin", { passwordHash }),
  ];
  const course = await makeCourse(lecturer, [student]);
  const thread = await ask({ student, lecturer, ...course });
  const message = await addMessage({
    caller: student.caller,
    params: { id: thread.id },
    body: { content: "Anyone?" },
    request: testRequest(),
  });
  const answered = await ask({ student, lecturer, ...course }, "May the class see this question?");
  const by = { params: { id: answered.id }, request: testRequest() };
  await addMessage({ ...by, caller: lecturer.caller, body: { content: "If you like." } });
  const classmate = await makeStudent();
  await db().enrollment.create({ data: { courseId: course.courseId, studentId: classmate.user.id } });
  const shared = await createThread({
    caller: classmate.caller,
    body: { video_id: course.videoId, question_text: "Who else wonders about this?", visibility: "class" },
    request: testRequest(),
  });
  const people = { student, lecturer, admin, assistant: await makeStudent() };
  return { ...people, ...course, threadId: thread.id, messageId: message.id, answeredId: answered.id, sharedId: shared.id, imageId: "" };
}
type World = Awaited<ReturnType<typeof makeWorld>>;

async function tokenOf(kind: "confirmation" | "password", { user }: Person): Promise<string> {
  const link = newLink(kind, 60_000);
  await transaction((tx) => storeLinks(tx, [{ ...link, userId: user.id }]));
  return link.url.split("#")[1] ?? "";
}

const file = (text: string) => Buffer.from(text).toString("base64");
const person = { email: "nia@test.example", first_name: "Nia", last_name: "Park" };
const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const two = "/api/users/me/two-factor";
/** Request bodies of the operations that need more than an empty object. */
const bodies: Record<string, (world: World) => object | Promise<object>> = {
  "POST /api/auth/email-confirmation": async ({ student }) => ({ token: await tokenOf("confirmation", student) }),
  "POST /api/auth/login": ({ student }) => ({ email: student.user.email, password }),
  "PATCH /api/auth/me": () => ({ first_name: "Jo" }),
  "POST /api/auth/password": () => ({ current_password: password, new_password: "battery staple" }),
  "POST /api/auth/password/forgot": ({ student }) => ({ email: student.user.email }),
  "POST /api/auth/password/link": async ({ student }) => ({ token: await tokenOf("password", student) }),
  "POST /api/auth/password/reset": async ({ student }) => ({ token: await tokenOf("password", student), password: "battery staple" }),
  "POST /api/auth/register": () => ({ ...person, password }),
  "POST /api/courses": ({ lecturer }) => ({ title: "Programming 2", lecturer_id: lecturer.user.id }),
  "PATCH /api/courses/[id]": () => ({ title: "Programming 2" }),
  "PATCH /api/courses/[id]/settings": () => ({ anonymity: "off" }),
  "POST /api/courses/[id]/announcements": () => ({ title: "No lecture on Monday", content: "The hall is closed." }),
  "POST /api/courses/[id]/staff": ({ assistant }) => ({ email: assistant.user.email, part: "assistant" }),
  "PUT /api/courses/[id]/staff/[userId]": () => ({ part: "assistant" }),
  "PUT /api/courses/[id]/seen": () => ({ seq: 0 }),
  "PUT /api/discussions/threads/[id]/follow": () => ({ level: "none" }),
  "POST /api/discussions/threads/[id]/publish_answer": async ({ lecturer, answeredId }) => {
    await askToPublish({ caller: lecturer.caller, params: { id: answeredId } });
    return { allow: true };
  },
  "PUT /api/courses/[id]/blocks/[userId]": () => ({ reason: "Spam" }),
  "POST /api/courses/[id]/roster/import": ({ student }) => ({ csv_base64: file(`email\n${student.user.email}\n${person.email}`) }),
  "POST /api/courses/[id]/videos": () => ({ title: "Loops" }),
  "PATCH /api/discussions/messages/[id]": () => ({ content: "Anybody?" }),
  "POST /api/discussions/threads": ({ lecturer, videoId }) => ({
    video_id: videoId,
    lecturer_id: lecturer.user.id,
    question_text: "How do I declare a constant?",
  }),
  "PATCH /api/discussions/threads/[id]": () => ({ status: "resolved" }),
  "POST /api/discussions/queue/answers": ({ threadId }) => ({ content: "So.", questions: [{ id: threadId, key: "one of several" }] }),
  "POST /api/discussions/threads/[id]/messages": () => ({ content: "So." }),
  "POST /api/notifications/read": () => ({ up_to_seq: 0 }),
  "POST /api/notifications/unread": () => ({ ids: [someId] }),
  "POST /api/users": () => ({ ...person, role: "lecturer" }),
  "PATCH /api/users/[id]": () => ({ first_name: "Jo" }),
  "POST /api/users/import": () => ({ csv_base64: file(`email,first_name,last_name,role\n${person.email},Nia,Park,student`) }),
  "DELETE /api/users/me": () => ({ password }),
  [`POST ${two}`]: () => ({ password }),
  "PATCH /api/school": () => ({ name: "A school" }),
  "PUT /api/school/logo": () => ({ image_base64: onePixel }),
  "PATCH /api/videos/[id]": () => ({ title: "Loops" }),
  "PUT /api/videos/[id]/captions": () => ({ captions }),
  "PUT /api/videos/[id]/progress": () => ({ seconds: 1 }),
};
/** Operations that do not succeed here: they need a code of an app, a file, or something from an earlier answer. Other tests try them. */
const doneElsewhere = [
  "POST /api/auth/refresh",
  // Needs a mail server.
  "POST /api/mail/test",
  "DELETE /api/auth/sessions/[id]",
  `PUT ${two}`,
  `DELETE ${two}`,
  `POST ${two}/recovery-codes`,
  "DELETE /api/users/[id]/two-factor",
  "DELETE /api/users/[id]/sessions/[sid]",
  "GET /api/school/logo/[hash]",
  "POST /api/videos/[id]/replacement",
  "GET /api/videos/[id]/poster",
  "HEAD /api/videos/[id]/poster",
];

function paramsOf(folder: string, world: World): Record<string, string> {
  const threads = folder.endsWith("/vote") ? world.sharedId : folder.includes("/publish") ? world.answeredId : world.threadId;
  const id = { courses: world.courseId, videos: world.videoId, threads, messages: world.messageId, images: world.imageId };
  const thing = /\/(\w+)\/\[id\]/.exec(folder)?.[1] ?? "";
  return {
    id: thing === "users" ? world.student.user.id : (id[thing as keyof typeof id] ?? someId),
    userId: folder.includes("/staff/") ? world.assistant.user.id : world.student.user.id,
    sid: someId,
    file: "start.js",
    hash: "0".repeat(32),
  };
}

type Outcome = { $ref?: string; content?: Record<string, { schema?: object }> };
type Documented = { responses: Record<string, Outcome> };
const description = openApi(routeTable) as {
  paths: Record<string, Record<string, Documented>>;
  components: { schemas: object; responses: Record<string, Outcome> };
};
/** The documented responses of an operation, with shared ones (`$ref`) resolved. */
function documented({ folder, method }: Operation): Documented["responses"] {
  const own = description.paths[folder.replace(/\[([^\]]+)\]/g, "{$1}")]?.[method.toLowerCase()]?.responses ?? {};
  const whole = (response: Outcome) => description.components.responses[response.$ref?.split("/").at(-1) ?? ""] ?? response;
  return Object.fromEntries(Object.entries(own).map(([status, response]) => [status, whole(response)]));
}

/** A zod schema made of a JSON Schema of the description. */
function checkOf(schema: object): z.ZodType {
  const whole = { ...schema, $defs: description.components.schemas };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/")));
}

async function send({ folder, method }: Operation, world: World, token: string | undefined): Promise<Response> {
  const handle = routeTable[folder]?.[method] as (request: Request, context: object) => Promise<Response>;
  const headers = new Headers({ "content-type": "application/json" });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const isRead = method === "GET" || method === "HEAD";
  const body = isRead
    ? null
    : folder === "/api/images"
      ? blankPng(8, 5)
      : JSON.stringify((await bodies[`${method} ${folder}`]?.(world)) ?? {});
  const query = folder === "/api/notifications/threads" ? `?ids=${world.threadId}` : folder === "/api/notifications" ? "?group=thread" : "";
  const request = new Request(`http://localhost:8000${folder}${query}`, { method, headers, body });
  return handle(request, { params: Promise.resolve(paramsOf(folder, world)) });
}

async function expectDocumented(operation: Operation, response: Response, name: string): Promise<void> {
  const responses = documented(operation);
  const raw = await response.text();
  expect(Object.keys(responses), `${name}: ${raw.slice(0, 300)}`).toContain(String(response.status));
  // The handler of HEAD may return a body, which the server does not send.
  if (operation.method === "HEAD") return;
  const content = responses[response.status]?.content;
  if (!content) return expect(raw, name).toBe("");
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  expect(Object.keys(content), name).toContain(type);
  if (type !== "application/json") return;
  const checked = checkOf(content[type]?.schema ?? {}).safeParse(JSON.parse(raw));
  expect(checked.error, `${name}: ${raw.slice(0, 300)}`).toBeUndefined();
}

describe("as it is described", () => {
  const done = new Set<string>();
  const every = operations(routeTable).map((operation) => [`${operation.method} ${operation.folder}`, operation] as const);

  it.each(every)("%s answers whoever asks", async (name, operation) => {
    const world = await makeWorld();
    if (/^(GET|HEAD) .*captions$/.test(name))
      await putCaptions({ caller: world.lecturer.caller, params: { id: world.videoId }, body: { captions } });
    if (operation.folder === "/api/images/[id]") world.imageId = (await upload(world.student)).id;
    const callers = {
      nobody: null,
      stranger: await makeStudent({ confirmed: false }),
      student: world.student,
      lecturer: world.lecturer,
      admin: world.admin,
    };

    for (const [who, caller] of Object.entries(callers)) {
      const response = await send(operation, world, caller?.token);
      await expectDocumented(operation, response, `${name} by ${who}`);
      if (response.status < 400) done.add(name);
    }
  });

  afterAll(() => {
    const missing = every.map(([name]) => name).filter((name) => !done.has(name));
    expect(missing.toSorted()).toEqual(doneElsewhere.toSorted());
  });
});
