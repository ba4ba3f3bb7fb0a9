import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "#lib/server/api/openapi.ts";
import { config } from "#lib/server/config.ts";
import { db } from "#lib/server/db/client.ts";
import { read, sql } from "#lib/server/db/sql.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { bumpThreadVersions } from "#lib/server/discussions/bump-thread-versions.ts";
import { editMessage } from "#lib/server/discussions/change-message.ts";
import { changeThread, reopenThread, resolveThread } from "#lib/server/discussions/change-status.ts";
import { acceptMessage } from "#lib/server/discussions/judge-message.ts";
import { answerPublish, askToPublish } from "#lib/server/discussions/publish.ts";
import { showAuthor } from "#lib/server/discussions/show-author.ts";
import { deleteUser } from "#lib/server/users/delete-user.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, type ClassScene, makeClass, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { call } from "#lib/testing/routes.ts";
import { type Listening, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { routeTable } from "./route-table";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

/** The asker's name and address, which must reach no classmate. All that this person writes stands in anonymous threads. */
const canary = { firstName: "Quillonius", lastName: "Zyxwater", email: "quillonius.zyxwater@test.example" };
const canariesOf = ({ user }: Person) => [canary.firstName, canary.lastName, canary.email, user.id, user.id.replaceAll("-", "")];

const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });
const reply = (person: Person, id: string, content: string) => addMessage({ ...by(person, id), body: { content }, request: testRequest() });

type Bytes = { from: string; bytes: string };
type World = ClassScene & { threadIds: string[]; messageIds: string[] };

/** Makes three anonymous threads: one asked so, one made anonymous later, one published with the asker's consent. */
async function makeWorld(): Promise<World> {
  const scene = await makeClass();
  const student = await makeStudent(canary);
  await db().enrollment.create({ data: { courseId: scene.courseId, studentId: student.user.id } });
  const world = { ...scene, student };
  const [classmate] = world.classmates;
  const asked = await askClass(world, { anonymous: true });
  const later = await askClass(world);
  await reply(classmate, later.id, "Me too.");
  await reply(student, later.id, "Thank you.");
  await resolveThread(by(student, later.id));
  await reopenThread(by(student, later.id));
  await changeThread({ ...by(student, later.id), body: { anonymous: true } });
  const published = await ask(world, "Is this what the hint means?");
  await reply(world.lecturer, published.id, "Yes.");
  await reply(student, published.id, "Thanks a lot.");
  await askToPublish(by(world.lecturer, published.id));
  await answerPublish({ ...by(student, published.id), body: { allow: true } });
  return { ...world, threadIds: [asked.id, later.id, published.id], messageIds: [] };
}

/** Does everything that can happen in these threads, while a classmate listens. */
async function live(world: World, typist: Listening): Promise<void> {
  const { student, lecturer, classmates, threadIds } = world;
  for (const id of threadIds) {
    const answer = await reply(classmates[0], id, "Perhaps like this?");
    const own = await reply(student, id, "That helps.");
    await editMessage({ ...by(student, own.id), body: { content: "That helps a lot." } });
    await acceptMessage(by(student, answer.id));
    await reopenThread(by(student, id));
    await reply(lecturer, id, "So it is.");
    await resolveThread(by(student, id));
    world.messageIds.push(answer.id, own.id);
    await typist.client.emitWithAck("thread:join", { threadId: id });
    await typist.client.emitWithAck("thread:typing", { threadId: id });
  }
  // A change of all threads of one person at once would show that they have the same asker.
  const versions = () => db().thread.findMany({ where: { id: { in: threadIds } }, select: { version: true }, orderBy: { id: "asc" } });
  const before = await versions();
  await bumpThreadVersions(student.user.id);
  expect(await versions()).toEqual(before);
  await doJobs();
}

/** Calls every GET route as a classmate, with every id of the world. @returns the answers as text */
async function walk({ courseId, videoId, threadIds, messageIds }: World, token: string): Promise<Bytes[]> {
  const found: Bytes[] = [];
  const queries = ["", `?ids=${threadIds.join(",")}&sort=votes&limit=100`, "?group=thread"];
  for (const { folder, method } of operations(routeTable).filter((operation) => operation.method === "GET")) {
    const handle = routeTable[folder]?.[method] as (request: Request, context: object) => Promise<Response>;
    for (const id of folder.includes("[id]") ? [courseId, videoId, ...threadIds, ...messageIds] : [courseId])
      for (const query of queries) {
        const request = new Request(`http://localhost:8000${folder}${query}`, { headers: { authorization: `Bearer ${token}` } });
        const response = await handle(request, { params: Promise.resolve({ id, userId: id, sid: id, file: "start.js" }) });
        found.push({ from: `GET ${folder}${query} ${response.status}`, bytes: await response.text() });
      }
  }
  return found;
}

describe("an anonymous asker", () => {
  it("is named to no classmate by any route, event, stored notification or export", async () => {
    config().rateLimits = false;
    const world = await makeWorld();
    const [classmate, other] = world.classmates;
    const [watcher, typist] = [await server.connect(classmate.token), await server.connect(world.student.token)];
    expect(await watcher.client.emitWithAck("course:join", { courseId: world.courseId })).toMatchObject({ ok: true });
    for (const threadId of world.threadIds)
      expect(await watcher.client.emitWithAck("thread:join", { threadId })).toMatchObject({ ok: true });

    await live(world, typist);
    await waitFor(() => watcher.of("thread:typing").length >= world.threadIds.length && watcher.of("course:thread").length > 20);
    const sync = await watcher.client.emitWithAck("course:sync", { courseId: world.courseId, since: 1 });
    const inbox = await watcher.client.emitWithAck("notifications:sync", { since: 0 });
    const stored = await read<{ payload: string }>(sql`
      SELECT payload::text FROM notifications WHERE user_id = ANY(${[classmate.user.id, other.user.id]}::uuid[])`);
    const walked = [...(await walk(world, classmate.token)), ...(await walk(world, other.token))];
    expect(walked.filter(({ bytes }) => bytes.includes("Anonymous")).length).toBeGreaterThan(5);

    const bytes = [
      ...walked,
      ...watcher.received.map(({ event, body }) => ({ from: event, bytes: JSON.stringify(body) ?? "" })),
      { from: "course:sync", bytes: JSON.stringify(sync) },
      { from: "notifications:sync", bytes: JSON.stringify(inbox) },
      { from: "stored", bytes: JSON.stringify(stored) },
    ];
    const leaks = bytes.filter(({ bytes }) => canariesOf(world.student).some((word) => bytes.includes(word))).map(({ from }) => from);
    expect([...new Set(leaks)]).toEqual([]);
    const aliases = await db().thread.findMany({ where: { id: { in: world.threadIds } }, select: { aliasId: true } });
    expect(new Set(aliases.map(({ aliasId }) => aliasId)).size).toBe(world.threadIds.length);
  }, 120_000);

  it("is the same pseudonym to staff, until they ask, which is written down", async () => {
    const world = await makeWorld();
    const [first] = world.threadIds;
    const answers = [
      await call("discussions/queue", "GET", { token: world.lecturer.token }),
      await call("discussions/threads", "GET", { token: world.lecturer.token }),
      await call("discussions/threads/[id]", "GET", { token: world.lecturer.token, params: { id: first ?? "" } }),
    ];

    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(canariesOf(world.student).filter((word) => JSON.stringify(body).includes(word))).toEqual([]);
    }

    const ask = (person: Person) => showAuthor({ ...by(person, first ?? ""), request: testRequest() });
    await expect(ask(world.classmates[0])).rejects.toMatchObject({ code: "forbidden" });
    expect(await ask(world.assistant)).toEqual({ user_id: world.student.user.id, name: "Quillonius Zyxwater" });
    expect(await db().auditEntry.findMany({ where: { action: "author/shown" } })).toMatchObject([
      { actorId: world.assistant.user.id, targetId: world.student.user.id },
    ]);
  });

  it("knows their questions as theirs, and cannot take the name back on", async () => {
    const world = await makeWorld();

    for (const id of world.threadIds) {
      const { body } = await call("discussions/threads/[id]", "GET", { token: world.student.token, params: { id } });
      const { data } = body as {
        data: { mine: boolean; my_author_id: string; student_id: string; messages: { author_user_id: string }[] };
      };
      expect(data.mine).toBe(true);
      expect(data.my_author_id).toBe(data.student_id);
      expect(data.messages[0]?.author_user_id).toBe(data.my_author_id);
      const take = changeThread({ ...by(world.student, id), body: { anonymous: false } });
      await expect(take).rejects.toMatchObject({ code: "conflict" });
    }
  });

  it("stays Anonymous when their account is deleted", async () => {
    const world = await makeWorld();
    const admin = await makeStudent();
    await db().user.update({ where: { id: admin.user.id }, data: { role: "admin" } });
    const caller = { ...admin.caller, user: { ...admin.user, role: "admin" as const } };
    await deleteUser({ caller, params: { id: world.student.user.id }, request: testRequest() });
    await doJobs();
    const { body } = await call("discussions/threads/[id]", "GET", {
      token: world.classmates[0].token,
      params: { id: world.threadIds[0] ?? "" },
    });

    expect(body).toMatchObject({ data: { student_name: "Anonymous", messages: [{ author_name: "Anonymous" }] } });
  });
});
