import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeClass, type Person, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { db } from "../db/client";
import { addMessage } from "./add-message";
import { claimThread, releaseClaim, renewClaim } from "./claims";
import { getThread } from "./get-thread";
import { listQueue } from "./list-queue";

useTestDatabase();
const published = usePublished();
const by = (person: Person, id: string) => ({ caller: person.caller, params: { id } });

/** The holders that the claim events to this person name, in order. */
const told = (person: Person) =>
  published.to(person.user.id).flatMap((outbound) => (outbound.event === "thread:claimed" ? [outbound.body.name] : []));

describe("a claim", () => {
  it("keeps other staff away for ten minutes, and says whose it is to staff alone", async () => {
    const scene = await makeClass();
    const thread = await ask(scene);
    await expect(claimThread(by(scene.student, thread.id))).rejects.toMatchObject({ code: "forbidden" });
    expect(await claimThread(by(scene.assistant, thread.id))).toMatchObject({ claim: { name: "Ada Assistant" }, version: 1 });
    await expect(claimThread(by(scene.lecturer, thread.id))).rejects.toMatchObject({
      code: "conflict",
      message: "Ada Assistant is answering this question",
    });
    expect([told(scene.lecturer), told(scene.assistant), told(scene.student)]).toEqual([["Ada Assistant"], ["Ada Assistant"], []]);
    expect(await getThread({ ...by(scene.student, thread.id), query: {} })).not.toHaveProperty("claim");

    const queue = async (person: Person, scope: "all" | "unclaimed" | "mine") =>
      (await listQueue({ caller: person.caller, query: { scope } })).items.map(({ claim }) => claim?.name);
    expect(await queue(scene.lecturer, "all")).toEqual(["Ada Assistant"]);
    expect(await queue(scene.lecturer, "unclaimed")).toEqual([]);
    expect(await queue(scene.lecturer, "mine")).toEqual([]);
    expect(await queue(scene.assistant, "mine")).toEqual(["Ada Assistant"]);

    await db().thread.update({ where: { id: thread.id }, data: { claimedUntil: new Date(Date.now() - 1) } });
    expect(await claimThread(by(scene.lecturer, thread.id))).toMatchObject({ claim: { name: "Jane Smith" } });
  });

  it("ends by its holder, by a lecturer, and by an answer of staff", async () => {
    const scene = await makeClass();
    const thread = await ask(scene);
    await claimThread(by(scene.lecturer, thread.id));

    await expect(releaseClaim(by(scene.assistant, thread.id))).rejects.toMatchObject({ code: "forbidden" });
    expect(await releaseClaim(by(scene.lecturer, thread.id))).toMatchObject({ claim: null });

    await claimThread(by(scene.assistant, thread.id));
    await releaseClaim(by(scene.lecturer, thread.id));
    await claimThread(by(scene.assistant, thread.id));
    await addMessage({ ...by(scene.assistant, thread.id), body: { content: "Like this." }, request: testRequest() });

    expect(await getThread({ ...by(scene.lecturer, thread.id), query: {} })).toMatchObject({ claim: null });
    expect(told(scene.lecturer)).toEqual(["Jane Smith", null, "Ada Assistant", null, "Ada Assistant", null]);
  });

  it("is renewed by typing, and not for anybody else", async () => {
    const scene = await makeClass();
    const thread = await ask(scene);
    await claimThread(by(scene.assistant, thread.id));
    const soon = new Date(Date.now() + 60_000);
    await db().thread.update({ where: { id: thread.id }, data: { claimedUntil: soon } });
    const until = async () => (await db().thread.findUniqueOrThrow({ where: { id: thread.id } })).claimedUntil?.getTime() ?? 0;
    await renewClaim(thread.id, { id: scene.lecturer.user.id, name: "Jane Smith" });

    expect(await until()).toBe(soon.getTime());

    await renewClaim(thread.id, { id: scene.assistant.user.id, name: "Ada Assistant" });
    expect(await until()).toBeGreaterThan(Date.now() + 9 * 60_000);
    expect(told(scene.lecturer)).toHaveLength(2);
  });
});
