import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene } from "#lib/testing/factories.ts";
import { call, someId } from "#lib/testing/routes.ts";

useTestDatabase();

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
