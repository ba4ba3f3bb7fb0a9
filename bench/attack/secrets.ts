import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { connectTo } from "#lib/testing/processes.ts";
import { type Bar, pause } from "../report";
import { dataOf, send } from "./http";
import { routes } from "./matrix";
import { pages } from "./matrix-pages";
import { columns } from "./matrix-rows";
import { password } from "./people";
import { bearer, signIn } from "./sessions";
import { addressOf, secret, sharedTarget, type Target } from "./target";
import { type Check, createTried, expectedOf, filler, summarize } from "./tried";

const planted = {
  mail: "planted-mail-password",
  database: "planted-database-password",
  wrong: "planted-wrong-password-1",
  asAddress: "planted-password-in-the-wrong-field",
  chosen: "planted-chosen-password-1",
};

/** Sends every kind of credential to a server with the most verbose log. @returns the secrets, none of which may appear anywhere later */
async function signInEveryWay(target: Target, url: string): Promise<string[]> {
  const { people } = target;
  const { email, id } = people.victim;
  const secrets: string[] = [];
  const tokens = await signIn(url, email);
  const next = dataOf<{ tokens: typeof tokens }>(
    await send(url, "POST", "/api/auth/refresh", { body: { refresh_token: tokens.refresh_token } }),
  ).tokens;
  secrets.push(tokens.access_token, tokens.refresh_token, next.access_token, next.refresh_token);
  await send(url, "POST", "/api/auth/login", { body: { email, password: planted.wrong } });
  await send(url, "POST", "/api/auth/login", { body: { email: planted.asAddress, password: planted.wrong } });
  await send(url, "POST", "/api/auth/login", { body: `{"email":"${email}","password":"${planted.wrong}` });
  await send(url, "POST", "/api/auth/register", { body: { email: "x", password: planted.wrong, first_name: "", last_name: "" } });
  await send(url, "POST", "/api/auth/register", {
    body: { email: "logged@test.example", password: planted.chosen, first_name: "A", last_name: "B" },
  });
  await send(url, "POST", "/api/auth/password", {
    ...bearer(next.access_token),
    body: { current_password: planted.wrong, new_password: planted.chosen },
  });
  await send(url, "POST", "/api/auth/password/forgot", { body: { email } });
  const link =
    dataOf<{ url: string }>(await send(url, "POST", `/api/users/${id}/link`, bearer(people.admin.token))).url.split("#")[1] ?? "";
  secrets.push(link);
  await send(url, "POST", "/api/auth/password/link", { body: { token: link } });
  await send(url, "POST", "/api/auth/password/reset", { body: { token: link, password: planted.chosen } });
  await send(url, "GET", `/api/auth/me?token=${people.admin.token}`, { headers: { cookie: people.admin.cookie } });
  await send(url, "GET", "/discussions", { headers: { cookie: people.student.cookie } });
  const { client } = await connectTo(url, people.student.token);
  client.disconnect();
  await connectTo(url, `${people.student.token}x`).catch(() => undefined);
  secrets.push(people.admin.token, people.student.token);
  for (const { cookie } of [people.admin, people.student]) secrets.push(cookie.split("=")[1] ?? "");
  return secrets;
}

/** What a person may be told of our fault: one sentence, and by which id we find it. */
const internals = /\brelation\b|SELECT |INSERT |prisma|\bpg\b|node_modules|\.ts:\d|\bat \w+ \(|ECONN|5432|postgres/i;

/** Tables that are gone in the middle of everything: answers and pages say nothing of it. */
async function breakTables(target: Target, url: string, check: Check): Promise<void> {
  const { people, scene } = target;
  const asked = [
    ["GET", "/api/discussions/threads"],
    ["GET", `/api/discussions/threads/${scene.threadId}`],
    ["POST", `/api/discussions/threads/${scene.threadId}/messages`],
    ["GET", "/api/notifications"],
    ["GET", "/api/courses"],
    ["GET", `/api/videos/${scene.videoId}`],
    ["POST", "/api/auth/login"],
  ] as const;
  let failures = 0;
  for (const table of ["threads", "messages", "notifications", "courses", "videos", "users"]) {
    await target.rows(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      for (const [method, path] of asked) {
        const body = { content: "x", ...(path.endsWith("login") && { content: undefined, email: people.student.email, password }) };
        const answer = await send(url, method, path, { ...bearer(people.student.token), ...(method === "POST" && { body }) });
        if (answer.status < 500) continue;
        failures++;
        const names = Object.keys(JSON.parse(answer.text) as object)
          .sort()
          .join();
        const id = String(answer.headers["x-request-id"]);
        check(
          `${method} ${path} without ${table}`,
          names === "error,success" && !internals.test(answer.text) && id.length === 36,
          answer.text.slice(0, 200),
        );
      }
      for (const path of ["/discussions", `/discussions/threads/${scene.threadId}`, "/courses", "/notifications"])
        for (const headers of [{}, { rsc: "1" }] as Record<string, string>[]) {
          const { text } = await send(url, "GET", path, { headers: { cookie: people.student.cookie, ...headers } });
          check(
            `${path} without ${table}`,
            !/\brelation \\?"|SELECT |PrismaClient|node_modules|at \w+ \(/.test(text),
            text.match(internals)?.[0],
          );
        }
    } finally {
      await target.rows(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  }
  check("the tables were missed", failures > 5, failures);
}

/** What browsers get of the build: no sources, no names of what only the server knows. */
async function bundles(url: string, check: Check): Promise<void> {
  const folder = resolve(import.meta.dirname, "../../.next/static");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/.test(file));
  check("there is a build", files.length > 5, files.length);
  check("no source maps are there", !files.some((file) => file.endsWith(".map")));
  const forbidden = [
    secret,
    "NEXTAUTH_SECRET",
    "DATABASE_URL",
    "SMTP_URL",
    "S3_SECRET_ACCESS_KEY",
    "argon2",
    "pg-boss",
    "sourceMappingURL=",
    "SELECT ",
  ];
  for (const file of files.filter((file) => file.endsWith(".js"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const word of forbidden) if (text.includes(word)) check(`${file} holds ${word.slice(0, 20)}`, false);
  }
  const script = files.find((file) => file.endsWith(".js")) ?? "";
  check("none is served", (await send(url, "GET", `/_next/static/${script}.map`)).status === 404);
}

/** What is one person's is kept by no cache on the way. */
async function caches(target: Target, check: Check): Promise<void> {
  const fill = filler(target);
  const look = async (path: string, headers: Record<string, string>) => {
    const answer = await send(target.url, "GET", path, { headers });
    const cacheControl = answer.headers["cache-control"] ?? "";
    check(`${path} is private`, answer.status < 500 && /private/.test(cacheControl) && /no-store/.test(cacheControl), [
      answer.status,
      cacheControl,
    ]);
  };
  for (const [key, [testCase]] of Object.entries(routes)) {
    if (!testCase || !key.startsWith("GET ") || key.includes("[...nextauth]")) continue;
    const kind = columns.find((column) => [200, 302].includes([expectedOf(testCase, column)].flat()[0] ?? 0));
    if (kind) await look(fill(testCase.path, kind), { authorization: `Bearer ${target.people[kind].token}` });
  }
  for (const page of Object.values(pages)) {
    const kind = columns.find((column) => expectedOf(page, column) === 200) ?? "student";
    await look(fill(page.path, kind), { cookie: target.people[kind].cookie });
  }
}

/** S14: what is secret stands in no log, no answer, no bundle; what is one person's, in no cache. */
export const s14: Bar = async () => {
  const target = await sharedTarget();
  const { tried, check } = createTried();
  const restore = await target.save();
  const databaseUrl = new URL(target.postgres?.url ?? "");
  databaseUrl.password = planted.database;
  const app = await target.start({
    LOG_LEVEL: "trace",
    DATABASE_URL: databaseUrl.href,
    SMTP_URL: `smtp://planted:${planted.mail}@127.0.0.1:9`,
  });
  const url = addressOf(app);
  const secrets = await signInEveryWay(target, url);
  await restore();
  await breakTables(target, url, check);
  await pause(1500);
  const log = app.log;
  check("the log says much", log.split("\n").length > 30, log.length);
  for (const word of [secret, password, ...Object.values(planted), ...secrets]) {
    const at = log.indexOf(word);
    check("a secret in the log", at < 0, log.slice(Math.max(0, at - 80), at + 20));
  }
  await app.stop();
  await restore();
  await bundles(target.url, check);
  await caches(target, check);
  return summarize(tried);
};
