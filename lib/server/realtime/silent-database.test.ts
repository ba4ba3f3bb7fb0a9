import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { NotificationEvent } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent } from "#lib/testing/factories.ts";
import { type RunningSockets, startSockets, waitFor } from "#lib/testing/sockets.ts";
import { pool } from "../db/client";
import { closeDatabase, openDatabase } from "../db/open";
import { bus } from "../events/bus";
import { syncInbox } from "../notifications/sync-inbox";

/**
 * A proxy to PostgreSQL whose connections can go silent: nothing comes through any more, and neither end is told. New connections work.
 */
async function openProxy(to: { host: string; port: number }): Promise<{ port: number; silence: () => void; close: () => void }> {
  const pairs = new Set<[Socket, Socket]>();
  const proxy: Server = createServer((near) => {
    const far = connect(to.port, to.host);
    pairs.add([near, far]);
    for (const end of [near, far]) end.on("error", () => undefined);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    silence() {
      for (const ends of pairs) for (const end of ends) end.unpipe().pause();
    },
    close() {
      for (const ends of pairs) for (const end of ends) end.destroy();
      proxy.close();
    },
  };
}

const onServer = inject("testServer") !== null;
useTestDatabase();
let direct: Pool;
let proxy: Awaited<ReturnType<typeof openProxy>>;
let server: RunningSockets;
beforeAll(async () => {
  // The embedded database is in the same machine, so no connection to it can go silent.
  if (!onServer) return;
  const url = new URL(pool().options.connectionString ?? "");
  direct = new Pool({ connectionString: url.href, max: 1 });
  proxy = await openProxy({ host: url.hostname, port: Number(url.port || 5432) });
  await closeDatabase();
  [url.hostname, url.port] = ["127.0.0.1", String(proxy.port)];
  await openDatabase({ databaseUrl: url.href, dataDir: "" });
  server = await startSockets();
});
afterAll(async () => {
  if (!onServer) return;
  await server.stop();
  proxy.close();
  await direct.end();
});

describe("a connection that goes silent", () => {
  it.runIf(onServer)("switches off no net, and holds up no catch-up: it is thrown away", async () => {
    const scene = await makeScene();
    const [ended, missing] = [await server.connect((await makeStudent()).token), await server.connect(scene.lecturer.token)];

    // The event is lost, so that only reconcile can tell of it.
    bus.listen(null);
    await ask(scene);
    bus.listen(server.sockets.emit);
    while (pool().idleCount > 3) (await pool().connect()).release(true);
    const held = await Promise.all([1, 2, 3].map(() => pool().connect()));
    for (const client of held) client.release();
    const thrownAway: unknown[] = [];
    pool().on("remove", (client) => thrownAway.push(client));
    proxy.silence();
    const reason = new Promise((resolve) => ended.client.once("disconnect", resolve));
    const started = performance.now();
    const within = (ms: number) => performance.now() - started < ms;
    await direct.query("UPDATE sessions SET ended_at = now() WHERE user_id <> ALL($1)", [[scene.lecturer.user.id, scene.student.user.id]]);

    await Promise.all([server.sockets.reconcile(), expect(syncInbox(scene.lecturer.user.id, { since: 0 })).rejects.toThrow("timeout")]);
    expect(within(6000)).toBe(true);

    await server.sockets.reconcile();
    await waitFor(() => missing.of("notification").length === 1);
    expect(missing.of<NotificationEvent>("notification")).toMatchObject([{ seq: 1 }]);
    expect(await reason).toBe("io server disconnect");
    expect(within(9500)).toBe(true);
    expect(new Set(thrownAway)).toEqual(new Set(held));
  });
});
