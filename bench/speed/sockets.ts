import { io, type Socket } from "socket.io-client";
import { v7 as uuid } from "uuid";
import { signToken } from "#lib/server/auth/tokens.ts";
import { db } from "#lib/server/db/client.ts";
import { residentMegabytes } from "../attack/health";
import { pause } from "../report";
import type { Scene } from "./scene";
import type { Line } from "./table";

const count = 5000;

/** The access tokens of the idle sockets' users. */
const crowd: string[] = [];

/** Makes a user for each idle socket, because the sockets of one user are limited. For `makeScene`. */
export async function makeCrowd(): Promise<void> {
  const people = Array.from({ length: count }, () => ({ userId: uuid(), sessionId: uuid() }));
  const [users, sessions] = [people.map(({ userId }) => userId), people.map(({ sessionId }) => sessionId)];
  await db().$executeRaw`
    INSERT INTO users (id, email, role, first_name, last_name, email_confirmed_at)
    SELECT id, id || '@bench.example', 'student', 'Student', '', now() FROM unnest(${users}::uuid[]) AS u(id)`;
  await db().$executeRaw`INSERT INTO inbox (user_id) SELECT unnest(${users}::uuid[])`;
  await db().$executeRaw`
    INSERT INTO sessions (id, user_id, expires_at)
    SELECT s, u, now() + interval '1 hour' FROM unnest(${sessions}::uuid[], ${users}::uuid[]) AS given(s, u)`;
  for (const { userId, sessionId } of people) crowd.push(await signToken("access", userId, sessionId, 3600));
}

type Opened = { kilobytes: number; perSecond: number };

/** Opens sockets, and says how much memory each took once nothing happens any more, in kB. */
async function open(url: string, pid: number | undefined, auth: (n: number) => Record<string, string>): Promise<Opened> {
  await pause(1500);
  const before = residentMegabytes(pid) ?? Number.NaN;
  const sockets: Socket[] = [];
  const from = performance.now();
  for (let at = 0; at < count; at += 100) {
    const some = Array.from({ length: 100 }, (_, n) =>
      io(url, { auth: auth(at + n), transports: ["websocket"], forceNew: true, reconnection: false }),
    );
    sockets.push(...some);
    await Promise.all(
      some.map((socket) => new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject))),
    );
  }
  const seconds = (performance.now() - from) / 1000;
  await pause(5000);
  const after = residentMegabytes(pid) ?? Number.NaN;
  for (const socket of sockets) socket.disconnect();
  await pause(1500);
  return { kilobytes: ((after - before) * 1024) / count, perSecond: count / seconds };
}

/** P3: what an idle socket takes in memory, and how fast sockets are let in. Once each, because memory is not given back. */
export async function idleSockets(scene: Scene): Promise<Line[]> {
  const floor = await open(scene.floor.url, scene.floor.pid, (n) => ({ room: `idle-${n}` }));
  const ours = await open(scene.app.url, scene.app.pid, (n) => ({ token: crowd[n] ?? "" }));
  return [
    {
      bar: "P3",
      what: `resident memory of one of ${count} sockets (kB)`,
      ours: ours.kilobytes.toFixed(1),
      floor: floor.kilobytes.toFixed(1),
      ratio: ours.kilobytes / floor.kilobytes,
      atMost: 1.2,
    },
    {
      bar: "P3",
      what: "sockets let in a second",
      ours: ours.perSecond.toFixed(0),
      floor: floor.perSecond.toFixed(0),
      ratio: ours.perSecond / floor.perSecond,
      atLeast: 0.5,
    },
  ];
}
