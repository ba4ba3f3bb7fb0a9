import { Agent } from "node:http";
import { connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { pause } from "../report";
import { attacker } from "./attacker";
import { makeThread, oneMore } from "./crowd";
import type { Flood } from "./flood";
import type { Someone } from "./people";
import { many } from "./shots";
import { range, Tally } from "./tally";
import type { Target } from "./target";

/** Sockets of one person; those that are let in. */
async function sockets(target: Target, who: Someone, count: number): Promise<{ open: Socket[]; refused: number }> {
  // From an address of their own, as those of other attacks.
  const agent = new Agent({ maxSockets: Infinity, localAddress: attacker(target.url).address });
  const options: Parameters<typeof io>[1] = { auth: { token: who.token }, transports: ["websocket"], forceNew: true, reconnection: false };
  // It takes an agent of Node's and hands it on, which its types do not say.
  Object.assign(options, { agent });
  const all = range(count).map(() => io(target.url, options));
  let refused = 0;
  for (const socket of all) socket.once("connect_error", () => refused++);
  for (const deadline = Date.now() + 15_000; Date.now() < deadline && all.some((socket) => !socket.connected) && refused < count; ) {
    if (all.filter(({ connected }) => connected).length + refused >= count) break;
    await pause(50);
  }
  return { open: all.filter(({ connected }) => connected), refused };
}

/** What each of these sends for so long, as fast as it goes; then all are closed. */
async function sending(target: Target, count: number, ms: number, act: (socket: Socket, tally: Tally) => void): Promise<Tally> {
  const who = await oneMore(target);
  const { open, refused } = await sockets(target, who, count);
  const tally = new Tally();
  for (const _ of open) tally.add(101);
  for (const _ of range(refused)) tally.add(403);
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(5)) for (const socket of open) act(socket, tally);
  for (const socket of open) socket.disconnect();
  return tally;
}

type Raw = { ws?: { _socket?: NodeJS.WritableStream & { pause(): void } } };
/** The TCP connection below a socket. */
const below = (socket: Socket) => (socket.io.engine?.transport as unknown as Raw | undefined)?.ws?._socket;

/** What the sockets of one person do. */
export const floodsOfSockets: readonly Flood[] = [
  {
    name: "1,000 sockets of one person",
    sharp: true,
    run: (target, size) => sending(target, 1000 * Math.max(size, 0.3), 2000, () => undefined),
  },
  {
    name: "2,000 events a second",
    run: (target, size) =>
      sending(target, 20, 10_000 * size, (socket) => {
        if (socket.connected) socket.emit("notifications:sync", { since: 0 });
      }),
  },
  {
    name: "events with attachments, deep ones and large ones",
    run: (target, size) => {
      const deep = JSON.parse(`${"[".repeat(1500)}${"]".repeat(1500)}`) as unknown;
      let n = 0;
      return sending(target, 20, 8000 * size, (socket) => {
        if (!socket.connected || ++n % 10 > 2) return;
        if (n % 3 === 0) socket.emit("thread:join", Buffer.alloc(10_000), [Buffer.alloc(1000)]);
        else if (n % 3 === 1) socket.emit("thread:join", deep);
        else socket.emit("thread:join", "x".repeat(60_000));
      });
    },
  },
  {
    name: "pings, binary frames and packets of a parser's kind",
    run: (target, size) =>
      sending(target, 20, 8000 * size, (socket) => {
        const engine = socket.io.engine as unknown as { write?(data: unknown): void } | undefined;
        for (const packet of [
          "2999999[]",
          "451-[]",
          '599-["a"]',
          "0/admin,",
          "1",
          "40",
          '42["ping"]',
          '2["ping",{"_placeholder":true,"num":0}]',
        ])
          if (socket.connected) engine?.write?.(packet);
      }),
  },
  {
    name: "sockets that read nothing, while much is told",
    async run(target, size) {
      const who = await oneMore(target);
      const threadId = await makeThread(target, who, ["A question of some length"]);
      const { open } = await sockets(target, who, 100 * Math.max(size, 0.5));
      for (const socket of open) {
        socket.emit("thread:join", { threadId });
        below(socket)?.pause();
      }
      const tally = await many(target, 110, 10, () => ({
        method: "POST",
        path: `/api/discussions/threads/${threadId}/messages`,
        as: who,
        body: { content: "\u{1f600}".repeat(4990) },
      }));
      for (const socket of open) socket.disconnect();
      return tally;
    },
  },
  {
    name: "raw pings that are never read",
    async run(target, size) {
      const { port } = new URL(target.url);
      const open = range(20).map(() => {
        const socket = connect(Number(port), "127.0.0.1").on("error", () => undefined);
        socket.write(
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        );
        socket.pause();
        return socket;
      });
      await pause(300);
      // A frame of a ping that a client sends: final, masked by nothing, 125 bytes.
      const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
      const many = Buffer.concat(range(500).map(() => ping));
      for (const deadline = Date.now() + 8000 * Math.max(size, 0.3); Date.now() < deadline; await pause(5))
        for (const socket of open) if (socket.writable && socket.writableLength < 1_000_000) socket.write(many);
      for (const socket of open) socket.destroy();
      return new Tally();
    },
  },
];
