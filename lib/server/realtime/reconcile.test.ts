import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NotificationsRead, SyncAnswer } from "#lib/contract/events.ts";
import type { NotificationEvent } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene } from "#lib/testing/factories.ts";
import { losing, quiet, type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { markRead } from "../notifications/mark";

useTestDatabase();
let server: RunningSockets;
beforeAll(async () => {
  server = await startSockets();
});
afterAll(() => server.stop());

describe("reconcile", () => {
  it("replays to a client that never syncs what was committed and not emitted, with the same id, once", async () => {
    const scene = await makeScene();
    const { received, of } = await server.connect(scene.lecturer.token);

    await ask(scene);
    await waitFor(() => of("notification").length === 1);

    const lost = await losing(server, () => ask(scene));
    await quiet();
    expect(of("notification")).toHaveLength(1);

    await server.sockets.reconcile();
    await waitFor(() => of("notification").length === 2);
    expect(of<NotificationEvent>("notification")[1]).toMatchObject({
      seq: 2,
      read: false,
      payload: { threadId: lost.id },
      counts: { unread: 2, unread_threads: 2 },
    });

    await server.sockets.reconcile();
    await quiet();
    expect(received).toHaveLength(2);
  });

  it("does not take for lost what is only out of order, and fills holes", async () => {
    const scene = await makeScene();
    const { of } = await server.connect(scene.lecturer.token);
    const held = await losing(server, () => ask(scene));

    await ask(scene);
    await waitFor(() => of("notification").length === 1);

    await server.sockets.reconcile();
    await waitFor(() => of("notification").length === 3);

    const events = of<NotificationEvent>("notification");
    // The event that is missing, 1, is replayed. 2 was told already, and comes again with the same id and seq.
    expect(events.map((event) => event.seq)).toEqual([2, 1, 2]);
    expect(events[1]?.payload).toMatchObject({ threadId: held.id });
    expect(events[2]?.id).toBe(events[0]?.id);
  });

  it("tells marks that were lost, and asks those too far behind to sync", async () => {
    const scene = await makeScene();
    const { client, of } = await server.connect(scene.lecturer.token);

    await ask(scene);
    await waitFor(() => of("notification").length === 1);

    await losing(server, () => markRead({ caller: scene.lecturer.caller, body: { up_to_seq: 1 } }));
    await server.sockets.reconcile();
    await waitFor(() => of("notifications:read").length === 1);
    expect(of<NotificationsRead>("notifications:read")[0]).toMatchObject({ upToSeq: 1, read: true, seq: 2, counts: { unread: 0 } });

    const { db } = await import("../db/client");
    await db().inbox.update({ where: { userId: scene.lecturer.user.id }, data: { seq: 500 } });
    await server.sockets.reconcile();

    await waitFor(() => of("notifications:head").length === 1);

    const answer = await new Promise<SyncAnswer | { ok: false; error: string }>((done) =>
      client.emit("notifications:sync", { since: 2 }, done),
    );

    expect(answer).toMatchObject({ mode: "snapshot", seq: 500 });
  });

  it("answers a sync over the socket, and malformed ones with an error", async () => {
    const scene = await makeScene();
    const { client } = await server.connect(scene.lecturer.token);

    await ask(scene);
    const sync = (body: unknown) => client.timeout(2000).emitWithAck("notifications:sync", body as { since: number });
    expect(await sync({ since: 0 })).toMatchObject({ mode: "delta", changes: [{ seq: 1 }], seq: 1 });
    for (const bad of [undefined, null, {}, { since: -1 }, { since: 1.5 }, { since: "1" }, { since: 0, epoch: 7 }, { since: 0, more: 1 }])
      expect(await sync(bad)).toMatchObject({ ok: false });
    expect(client.connected).toBe(true);
  });
});
