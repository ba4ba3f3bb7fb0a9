import { io } from "socket.io-client";
import type { Bar } from "../report";
import { type Answer, send } from "./http";
import { addressOf, sharedTarget, type Target } from "./target";
import { type Check, createTried, summarize } from "./tried";

type Headers = Record<string, string | string[]>;
const upgrade: Headers = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** Origins that are not ours, and some that look like it. */
function foreign(port: string): (string | string[])[] {
  const own = `http://localhost:${port}`;
  return [
    "https://evil.example",
    `http://evil.example:${port}`,
    "null",
    "",
    "file://",
    "chrome-extension://abcdefghijklmnop",
    `https://localhost:${port}`,
    "http://localhost",
    `http://localhost:${Number(port) + 1}`,
    `${own}.evil.example`,
    `${own}/`,
    `${own}@evil.example`,
    `http://evil@localhost:${port}`,
    `http://localhost.evil.example:${port}`,
    `http://evil.example/?${own}`,
    `http://xlocalhost:${port}`,
    `http://127.0.0.2:${port}`,
    `http://0.0.0.0:${port}`,
    `http://[::2]:${port}`,
    `http://localhost%00:${port}`,
    `${own}, https://evil.example`,
    `https://evil.example ${own}`,
    `ws://localhost:${port}`,
  ];
}

/** Both ways in, with and without the slash. */
const sockets = ["/socket.io/?EIO=4&transport=websocket", "/socket.io?EIO=4&transport=websocket"];
const polls = ["/socket.io/?EIO=4&transport=polling", "/socket.io?EIO=4&transport=polling"];
const restPaths = ["/api/auth/login", "/api/auth/refresh", "/api/courses", "/api/users", "/api/uploads/x"];

/** The status of an answer; what broke the connection instead, when there was none. */
const answered = (url: string, path: string, headers: Headers) =>
  send(url, "GET", path, { headers, alone: true }).catch((error: Error) => ({ status: error.message, headers: {} as Answer["headers"] }));

async function handshakes(url: string, headers: Headers, wanted: "refused" | "let in", check: Check): Promise<void> {
  for (const path of sockets) {
    const { status } = await answered(url, path, { ...upgrade, ...headers });
    check(`WebSocket ${path} with ${JSON.stringify(headers)}`, status === (wanted === "refused" ? 403 : 101), status);
  }
  for (const path of polls) {
    const { status, headers: responseHeaders } = await answered(url, path, headers);
    check(`polling ${path} with ${JSON.stringify(headers)}`, status === (wanted === "refused" ? 403 : 200), status);
    if (wanted === "refused")
      check(`no CORS header for ${JSON.stringify(headers)}`, responseHeaders["access-control-allow-origin"] === undefined, responseHeaders);
  }
}

async function foreigners({ url, people }: Target, check: Check): Promise<void> {
  const { port } = new URL(url);
  for (const origin of foreign(port)) {
    await handshakes(url, { origin }, "refused", check);
    for (const path of restPaths) {
      const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
      for (const [method, headers] of [
        ["OPTIONS", asked],
        ["GET", { origin, cookie: people.admin.cookie }],
      ] as const) {
        const answer = await send(url, method, path, { headers });
        check(
          `${method} ${path} from ${origin}`,
          answer.headers["access-control-allow-origin"] === undefined,
          answer.headers["access-control-allow-origin"],
        );
      }
    }
  }
  // What else a browser or a proxy may say of where a request comes from does not make it ours.
  const evil = { origin: `http://evil.example:${port}` };
  const claims: Headers[] = [
    { host: `evil.example:${port}` },
    { "x-forwarded-host": `evil.example:${port}` },
    { forwarded: `host=evil.example:${port}` },
    { referer: `http://localhost:${port}/` },
    { "sec-fetch-site": "same-origin" },
  ];
  for (const more of claims) await handshakes(url, { ...evil, ...more }, "refused", check);
  await handshakes(url, { "sec-fetch-site": "cross-site" }, "refused", check);
}

/** What is to be let in, or the refusals would prove nothing. */
async function ours({ url }: Target, check: Check): Promise<void> {
  const { port } = new URL(url);
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) await handshakes(url, { origin: `http://${host}:${port}` }, "let in", check);
  await handshakes(url, {}, "let in", check);
  await handshakes(url, { "sec-fetch-site": "same-origin" }, "let in", check);
}

/** A cookie alone opens no socket. */
async function cookieAlone({ url, people }: Target, check: Check): Promise<void> {
  for (const transport of ["websocket", "polling"] as const) {
    const client = io(url, {
      transports: [transport],
      extraHeaders: { cookie: people.student.cookie },
      reconnection: false,
      forceNew: true,
    });
    const refusal = await new Promise<string>((resolve) => {
      client.once("connect", () => resolve("connected"));
      client.once("connect_error", (error) => resolve(error.message));
    });
    client.disconnect();
    check(`a cookie alone by ${transport}`, refusal === "Authentication required", refusal);
  }
  const query = io(`${url}?token=${people.student.token}`, {
    query: { token: people.student.token },
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
  });
  const refusal = await new Promise<string>((resolve) => {
    query.once("connect", () => resolve("connected"));
    query.once("connect_error", (error) => resolve(error.message));
  });
  query.disconnect();
  check("a token in the query", refusal === "Authentication required", refusal);
}

/** With `CORS_ORIGIN=*` any page may ask, and none with the cookie. */
async function anyOrigin(url: string, { people, scene }: Target, check: Check): Promise<void> {
  const origin = "https://any.example";
  const answer = await send(url, "GET", "/api/courses", { headers: { origin, authorization: `Bearer ${people.student.token}` } });
  check("any origin by token", answer.status === 200 && answer.headers["access-control-allow-origin"] === "*", answer.status);
  check("never with credentials", answer.headers["access-control-allow-credentials"] === undefined, answer.headers);
  const path = `/api/discussions/threads/${scene.threadId}/read`;
  const write = await send(url, "POST", path, { headers: { origin, cookie: `__Host-${people.lecturer.cookie}` }, body: {} });
  check("a write by cookie from any origin", write.status === 403, write.status);
}

/** S5: who may open a connection, by where the page is that asks. */
export const s5: Bar = async () => {
  const target = await sharedTarget();
  const { tried, check } = createTried();
  await foreigners(target, check);
  await ours(target, check);
  await cookieAlone(target, check);
  await anyOrigin(addressOf(await target.public()), target, check);
  return summarize(tried);
};
