import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rooms } from "#lib/contract/rooms.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeCourse, makeLecturer, makePerson, makeScene, testRequest } from "#lib/testing/factories.ts";
import { someId } from "#lib/testing/routes.ts";
import { type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { config } from "../config";
import { db } from "../db/client";
import { addMessage } from "../discussions/add-message";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

const inRoom = (threadId: string) => server.sockets.io.sockets.adapter.rooms.get(rooms.thread(threadId))?.size ?? 0;

describe("watchSessions", () => {
  it("removes a person from a live thread within 5 s on every device if no event told of it, and everybody from a deleted thread", async () => {
    const [scene, heir] = [await makeScene(), await makeLecturer()];
    const other = { ...scene, ...(await makeCourse(scene.lecturer, [scene.student])) };
    const [moved, gone, stays] = [await ask(scene), await ask(other), await ask(other)];
    const [student, ...before] = await Promise.all(
      [scene.student, scene.lecturer, scene.lecturer].map(({ token }) => server.connect(token)),
    );

    for (const one of [student, ...before])
      for (const { id } of [moved, gone, stays])
        expect(await one?.client.emitWithAck("thread:join", { threadId: id })).toMatchObject({ ok: true });

    // Directly in the database, as if another process had done it and its events had been lost.
    const started = performance.now();
    await db().course.update({ where: { id: scene.courseId }, data: { lecturerId: heir.user.id } });
    await db().thread.update({ where: { id: moved.id }, data: { lecturerId: heir.user.id } });
    await db().thread.delete({ where: { id: gone.id } });

    await waitFor(() => inRoom(moved.id) === 1 && inRoom(gone.id) === 0);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(inRoom(stays.id)).toBe(3);

    await addMessage({ caller: heir.caller, params: { id: moved.id }, body: { content: "Between us." }, request: testRequest() });
    await waitFor(() => student?.of("thread:message").length === 1);
    for (const device of before) {
      expect(device.of("thread:message")).toEqual([]);
      expect(await device.client.emitWithAck("thread:typing", { threadId: moved.id })).toMatchObject({ ok: false });
    }
  });

  it("disconnects an admin without the required two-factor sign-in within 5 s, and nobody else", async () => {
    const [admin, other, student] = [await makePerson("admin"), await makePerson("admin"), await makePerson("student")];
    const data = { userId: other.user.id, secret: new Uint8Array(48), confirmedAt: new Date() };

    await db().twoFactor.create({ data });
    const [without, withIt, inClass] = await Promise.all([admin, other, student].map(({ token }) => server.connect(token)));
    try {
      config().adminTwoFactor = "required";
      await waitFor(() => without?.client.connected === false, 5000);
      // One look disconnects all that it finds, so what it would have told the others came before these answers.
      for (const device of [withIt, inClass]) expect(await device?.client.emitWithAck("thread:leave", { threadId: someId })).toBeDefined();
      expect([withIt?.client.connected, inClass?.client.connected]).toEqual([true, true]);
    } finally {
      config().adminTwoFactor = "optional";
    }
  });
});
