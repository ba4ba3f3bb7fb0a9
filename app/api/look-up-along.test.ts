import { Socket } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { db } from "#lib/server/db/client.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, type Person } from "#lib/testing/factories.ts";
import { call, methodsOf, routePaths } from "#lib/testing/routes.ts";
import { routeTable } from "./route-table";

useTestDatabase();

const replyPath = "discussions/threads/[id]/messages";
/** A call of each route that looks the session up along with its work, by a lecturer whose student has asked. */
const calls = {
  "GET notifications": {},
  "GET notifications/counts": {},
  "POST notifications/read": { body: { up_to_seq: 1_000_000 } },
  [`POST ${replyPath}`]: { body: { content: "Like this." } },
};

async function makeAsked() {
  const scene = await makeScene();
  const { id } = await ask(scene);
  const of = (person: Person) => (name: string, more: object) => {
    const [method = "", path = ""] = name.split(" ");
    return call(path, method, { token: person.token, params: { id }, ...more });
  };
  return { ...scene, byLecturer: of(scene.lecturer), byStudent: of(scene.student) };
}

const endSession = ({ caller }: Person) => db().session.update({ where: { id: caller.sessionId }, data: { endedAt: new Date() } });
const contents = async () => (await db().message.findMany({ orderBy: { position: "asc" } })).map(({ content }) => content);

describe("routes that look the session up along with their work", () => {
  it("are all called here", async () => {
    const flagged: string[] = [];
    for (const path of routePaths)
      for (const method of await methodsOf(path)) {
        const handler = (routeTable as Record<string, Record<string, { spec?: { optimisticSession?: true } }>>)[`/api/${path}`]?.[method];
        if (handler?.spec?.optimisticSession) flagged.push(`${method} ${path}`);
      }
    expect(flagged.sort()).toEqual(Object.keys(calls).sort());
  });

  for (const [name, given] of Object.entries(calls))
    it(`refuse who was signed out since the request before, and write nothing: ${name}`, async () => {
      const { byLecturer, lecturer } = await makeAsked();
      expect((await byLecturer(name, given)).status).toBeLessThan(300);
      const before = await contents();
      await db().notification.updateMany({ data: { readAt: null } });
      await endSession(lecturer);

      const { status, body } = await byLecturer(name, given);

      expect({ status, error: body.error }).toEqual({ status: 401, error: "Invalid token" });
      expect(await contents()).toEqual(before);
      expect(await db().notification.count({ where: { readAt: { not: null } } })).toBe(0);
    });

  it("say nothing but that to who was signed out, whatever else is wrong", async () => {
    const { byLecturer, lecturer } = await makeAsked();
    await byLecturer("GET notifications/counts", {});
    await endSession(lecturer);
    const wrong = [
      byLecturer("GET notifications", { query: { limit: "x" } }),
      byLecturer(`POST ${replyPath}`, { body: { content: 1 } }),
      byLecturer(`POST ${replyPath}`, { params: { id: "x" } }),
    ];

    for (const { status } of await Promise.all(wrong)) expect(status).toBe(401);
  });

  it("act as the person is now, once, when they were renamed since the request before", async () => {
    const { byLecturer, byStudent, lecturer } = await makeAsked();
    await byLecturer("GET notifications/counts", {});
    await db().user.update({ where: { id: lecturer.user.id }, data: { lastName: "Renamed" } });

    const { status, body } = await byLecturer(`POST ${replyPath}`, { body: { content: "Like this." } });

    expect(status).toBe(201);
    expect(body.data).toMatchObject({ author_name: "Jane Renamed" });
    expect(await contents()).toEqual(["How do I declare a variable?", "Like this."]);
    const { notifications } = (await byStudent("GET notifications", {})).body.data as { notifications: object[] };
    expect(notifications).toMatchObject([{ payload: { authorName: "Jane Renamed" } }]);
  });

  it("need one write to the database for a read, and two for a private reply", async () => {
    const { byLecturer } = await makeAsked();
    const writesOf = async (name: string, given: object) => {
      await byLecturer(name, given);
      const writes = vi.spyOn(Socket.prototype as unknown as { _writev: () => void }, "_writev");
      await byLecturer(name, given);
      const count = writes.mock.calls.length;
      writes.mockRestore();
      return count;
    };

    expect(await writesOf("GET notifications/counts", {})).toBe(1);
    expect(await writesOf("GET notifications", {})).toBe(1);
    expect(await writesOf(`POST ${replyPath}`, calls[`POST ${replyPath}`] ?? {})).toBe(2);
  });
});
