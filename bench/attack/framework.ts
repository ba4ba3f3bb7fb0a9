import type { Bar } from "../report";
import { send, wire } from "./http";
import { changed, sharedTarget, type Target } from "./target";
import { type Check, createTried, leaksIn, summarize } from "./tried";

const five = (name: string) => Array.from({ length: 5 }, () => name).join(":");

/** Headers by which Next talks to itself: a client that sends them must not get past a check. */
const inner: Record<string, string>[] = [
  ...["middleware", "src/middleware", "pages/_middleware", "proxy", "src/proxy"].map((name) => ({ "x-middleware-subrequest": five(name) })),
  { "x-middleware-subrequest": "1" },
  { "x-middleware-subrequest-id": "1", "x-middleware-subrequest": five("middleware") },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/api/health" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "handraise.session=x" },
  { "x-middleware-prefetch": "1" },
  { "x-nextjs-rewrite": "/admin/users" },
  { "x-nextjs-data": "1" },
  { "x-invoke-path": "/api/users", "x-invoke-query": "%7B%7D", "x-invoke-output": "/admin/users", "x-invoke-status": "200" },
  { "x-matched-path": "/admin/users" },
  { "x-now-route-matches": "1=admin" },
  { "x-prerender-revalidate": "1" },
  { "x-prerender-bypass-mode": "1" },
  { "x-next-resume-state-length": "1" },
  { "next-resume": "1" },
  { cookie: "__prerender_bypass=1; __next_preview_data=1" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%22children%22%3A%5B%22(app)%22%2C%7B%7D%5D%7D%2Cnull%2C%22refetch%22%5D" },
  { rsc: "1", "next-router-prefetch": "2" },
  { rsc: "1", "next-url": "/admin/users" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/admin/users/__PAGE__" },
  { "next-hmr-refresh": "1", rsc: "1" },
  { "x-original-url": "/admin/users", "x-rewrite-url": "/admin/users" },
];

async function innerHeaders(target: Target, check: Check): Promise<void> {
  const { scene, people } = target;
  const api = ["/api/users", `/api/discussions/threads/${scene.threadId}`, `/api/courses/${scene.courseId}/settings`];
  const pages = [
    "/admin/users",
    `/discussions/threads/${scene.threadId}`,
    `/courses/${scene.courseId}/settings`,
    `/courses/${scene.courseId}/roster`,
    "/dashboard",
  ];
  for (const headers of inner)
    for (const path of [...api, ...pages]) {
      const nobody = await target.ask("nobody", "GET", path, { headers });
      const name = `${path} with ${JSON.stringify(headers).slice(0, 120)}`;
      check(name, nobody.status < 500 && leaksIn(nobody.text, "nobody", target).length === 0, [
        nobody.status,
        leaksIn(nobody.text, "nobody", target),
      ]);
      // Next itself sends those who speak its language elsewhere, or answers a prefetch with nothing.
      const isRefused = [401, 307].includes(nobody.status) || nobody.text === "{}";
      if (path.startsWith("/api/")) check(name, isRefused, nobody.status);
      if (headers.cookie) continue;
      const outsider = await target.ask("outsider", "GET", path, { headers, by: "cookie" });
      check(
        `${name} by an outsider`,
        outsider.status < 500 && !outsider.text.includes(people.victim.email) && leaksIn(outsider.text, "outsider", target).length === 0,
        outsider.status,
      );
    }
}

/** Server actions and the language in which they are sent: there are none, and none is run. */
async function actions(target: Target, check: Check): Promise<void> {
  const flight =
    '["$K1",{"then":"$1:__proto__:then","status":"resolved_model","value":"{\\"then\\":\\"$B0\\"}","_response":{"_prefix":"process.exit()//","_formData":{"get":"$1:constructor:constructor"}}}]';
  for (const path of ["/", "/login", "/admin/users", "/discussions"])
    for (const [type, body] of [
      ["text/plain;charset=UTF-8", flight],
      [
        "multipart/form-data; boundary=x",
        `--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n${flight}\r\n--x\r\nContent-Disposition: form-data; name="1"\r\n\r\n"$@0"\r\n--x--\r\n`,
      ],
    ] as const) {
      const headers = { "next-action": "40".repeat(21), "content-type": type };
      const answer = await send(target.url, "POST", path, { headers, body });
      check(`an action at ${path} as ${type}`, leaksIn(answer.text, "nobody", target).length === 0 && answer.status !== 200, answer.status);
    }
  check("the server is still there", (await send(target.url, "GET", "/api/health")).status === 200, "gone");
}

/** Pictures are not optimised, so nothing is fetched for anybody. */
async function optimizer(target: Target, check: Check): Promise<void> {
  const hosts = [
    `${target.url}/api/health`,
    "http://127.0.0.1:5432/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "/api/users",
    "//evil.example/x.png",
    "file:///etc/passwd",
  ];
  for (const host of hosts) {
    const { status } = await send(target.url, "GET", `/_next/image?url=${encodeURIComponent(host)}&w=640&q=75`);
    check(`the image optimizer at ${host}`, status === 404, status);
  }
}

const oddPaths = (thread: string) => [
  `//api/discussions/threads/${thread}`,
  `/api//discussions/threads/${thread}`,
  `/api/./discussions/threads/${thread}`,
  `/x/../api/discussions/threads/${thread}`,
  `/%61pi/discussions/threads/${thread}`,
  `/api/discussions%2fthreads/${thread}`,
  `/api/discussions/threads/${thread}/`,
  `/api/discussions/threads/${thread}.json`,
  `/api/discussions/threads/${thread}.rsc`,
  `/api/discussions/threads/${thread};a=b`,
  `/API/discussions/threads/${thread}`,
  `/_next/data/build/discussions/threads/${thread}.json`,
  `/_next/..%2fapi/users`,
  `/discussions/threads/${thread}.rsc`,
  `/discussions/threads/${thread}.txt`,
  `/discussions/threads/${thread}.segments/_full.segment.rsc`,
  `\\api\\users`,
  "/.env",
  "/.git/config",
  "/.setup/server.mjs",
  "/.next/BUILD_ID",
  "/server.ts",
  "/package.json",
  "/..%2f..%2fetc%2fpasswd",
  "/_next/static/..%2f..%2f..%2fpackage.json",
  "/__nextjs_original-stack-frame?file=package.json",
  "/__nextjs_source-map?filename=server.ts",
];

async function odd(target: Target, check: Check): Promise<void> {
  const { url, scene } = target;
  const { port } = new URL(url);
  for (const path of oddPaths(scene.threadId)) {
    const answer = await send(url, "GET", path, { alone: true });
    const isOurs = /"private": true|NEXTAUTH_SECRET=|\[core\]|root:x:0/.test(answer.text);
    check(path, answer.status < 500 && !isOurs && leaksIn(answer.text, "nobody", target).length === 0, answer.status);
  }
  const absolute = (method: string, path: string, more = "") =>
    `${method} http://127.0.0.1:${port}${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${more}\r\n`;
  const internal = (address: string) =>
    `GET ${address} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
  const length = (more: string, body: string) => `POST /api/auth/login HTTP/1.1\r\nHost: localhost:${port}\r\n${more}\r\n${body}`;
  const smuggled = "GET /api/users HTTP/1.1\r\nHost: x\r\n\r\n";
  const raw: Record<string, string> = {
    "an absolute address": absolute("GET", `/api/discussions/threads/${scene.threadId}`),
    "an absolute page": absolute("GET", `/discussions/threads/${scene.threadId}`),
    "an upgrade to another host": internal("http://169.254.169.254/latest/meta-data/"),
    "an upgrade to this host": internal(`http://127.0.0.1:${port}/api/users`),
    "an upgrade of a page": internal("/admin/users"),
    CONNECT: `CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: 127.0.0.1:5432\r\n\r\n`,
    TRACE: absolute("TRACE", "/api/auth/me", "Cookie: mine=1\r\n"),
    PROPFIND: absolute("PROPFIND", "/api/users"),
    "both lengths": length("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${smuggled}`),
    "two lengths": length("Content-Length: 5\r\nContent-Length: 60\r\n", `12345${smuggled}`),
    "an odd encoding": length("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${smuggled}`),
    "a folded encoding": length("Transfer-Encoding:\r\n chunked\r\n", `0\r\n\r\n${smuggled}`),
    "a space before the colon": length("Content-Length : 5\r\n", `12345${smuggled}`),
    "a chunk too long": length("Transfer-Encoding: chunked\r\n", `5\r\n12345678\r\n0\r\n\r\n${smuggled}`),
    "lines that end early": "GET /api/users HTTP/1.1\nHost: x\n\n",
    "a NUL in a header": absolute("GET", "/api/users", "X-Y: a\0b\r\n"),
  };
  for (const [name, text] of Object.entries(raw)) {
    const line = wire(url, text);
    await line.until(/\r\n\r\n/, 4000).catch(() => undefined);
    line.socket.destroy();
    const received = line.received();
    const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
    const isQuiet =
      statuses.every((status) => status !== 101 && status < 500) &&
      !received.includes("mine=1") &&
      leaksIn(received, "nobody", target).length === 0;
    check(name, isQuiet && statuses.length <= 1 + (name.startsWith("a chunk") ? 1 : 0), received.slice(0, 60) || "no answer");
  }
}

/** S13: nothing protected leaves by the framework's own ways in. */
export const s13: Bar = async () => {
  const target = await sharedTarget();
  const { tried, check } = createTried();
  const before = await target.fingerprint();
  for (const part of [innerHeaders, actions, optimizer, odd]) await part(target, check);
  const rows = changed(before, await target.fingerprint());
  if (rows.length > 0) tried.faults.push(`rows changed in ${rows}`);
  return summarize(tried, `, ${rows.length} tables changed`);
};
