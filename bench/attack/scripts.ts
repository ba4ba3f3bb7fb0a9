import type { Browser, BrowserContext, Page } from "@playwright/test";
import { startBrowser } from "../pages/browser";
import { type Bar, pause } from "../report";
import { makeCrowd, makeThread } from "./crowd";
import type { Kind, Someone } from "./people";
import { scriptPayloads } from "./script-payloads";
import { each, range } from "./tally";
import { makeTarget, type Target } from "./target";
import { openTrap } from "./trap";

type Written = { courseId: string; threads: string[]; videoId: string; someone: string };

/** Writes every payload into every text field through the API. A payload that the API refuses is not tried further. */
async function write(target: Target, payloads: string[]): Promise<Written> {
  const { ask, rows, people, scene } = target;
  const [first = ""] = payloads;
  const crowd = await makeCrowd(target, payloads.length);
  await rows(
    `UPDATE users u SET first_name = left(t.text, 100), last_name = left(reverse(t.text), 100)
     FROM unnest($1::uuid[], $2::text[]) AS t (id, text) WHERE u.id = t.id`,
    [crowd.map(({ id }) => id), payloads],
  );
  await each(payloads.keys(), 6, async (n) => {
    const text = payloads[n] ?? first;
    const one = crowd[n] as Someone;
    const headers = { authorization: `Bearer ${one.token}` };
    const question = { video_id: scene.videoId, lecturer_id: people.lecturer.id, question_text: `${text} – and more`, code_snippet: text };
    await ask("nobody", "POST", "/api/discussions/threads", { headers, body: question });
    await ask("lecturer", "POST", `/api/discussions/threads/${scene.threadId}/messages`, { body: { content: text } });
    await ask("student", "POST", `/api/discussions/threads/${scene.threadId}/messages`, { body: { content: text } });
    await ask("lecturer", "POST", `/api/courses/${scene.courseId}/videos`, {
      body: { title: text.slice(0, 200), description: text, url: `https://v.test.example/${encodeURIComponent(text)}` },
    });
    if (n % 3 === 0)
      await ask("lecturer", "POST", "/api/courses", {
        body: { title: text.slice(0, 200), description: text, enrolment_code: text.slice(0, 50) },
      });
    if (n % 4 === 0) await ask("lecturer", "PUT", `/api/courses/${scene.courseId}/blocks/${one.id}`, { body: { reason: text } });
  });
  await ask("lecturer", "PATCH", `/api/courses/${scene.courseId}`, {
    body: { title: first.slice(0, 200), description: payloads.join("\n\n").slice(0, 5000) },
  });
  await ask("lecturer", "PATCH", `/api/discussions/messages/${scene.answerId}`, { body: { content: payloads[1] } });
  const cues = payloads.map((text, n) => `00:${String(n % 60).padStart(2, "0")}.000 --> 10:00.000\n${text.replace(/\s+|-->/g, " ")}`);
  await ask("lecturer", "PUT", `/api/videos/${scene.videoId}/captions`, { body: { captions: `WEBVTT\n\n${cues.join("\n\n")}` } });
  const student = { ...people.student };
  const mixed = await Promise.all(
    range(Math.ceil(payloads.length / 40)).map((n) =>
      makeThread(target, student, payloads.slice(n * 40, n * 40 + 40), payloads[n] ?? null),
    ),
  );
  return { courseId: scene.courseId, threads: [scene.threadId, ...mixed], videoId: scene.videoId, someone: (crowd[0] as Someone).id };
}

const pagesOf = (kind: Kind, { courseId, threads, videoId, someone }: Written): string[] => [
  ...["/", "/dashboard", "/courses", `/courses/${courseId}`, `/videos/${videoId}`, "/discussions", "/notifications", "/settings"],
  ...threads.map((id) => `/discussions/threads/${id}`),
  ...(kind === "student" ? [] : [`/courses/${courseId}/roster`, `/courses/${courseId}/blocked`, `/courses/${courseId}/settings`]),
  ...(kind === "admin" ? ["/admin/users", `/admin/users/${someone}`, "/admin/audit", "/admin/school", "/admin/users/import"] : []),
];

/** What stands in the page that nobody may write: handlers, addresses that run, elements that load. Ours never have any of these. */
function oddities(): string[] {
  const odd: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) odd.push(`${element.tagName} ${name}`);
      if (
        /^(href|src|action|formaction|xlink:href|data|srcdoc|poster|srcset)$/i.test(name) &&
        /^\W*(javascript|vbscript|data:text)/i.test(value)
      )
        odd.push(`${element.tagName} ${name}=${value.slice(0, 40)}`);
    }
    if (/^(iframe|object|embed|base|frame|applet|math|foreignobject|marquee)$/i.test(element.tagName)) odd.push(element.tagName);
    if (element.tagName === "IMG" && !(element as HTMLImageElement).src.startsWith(location.origin)) odd.push("IMG from elsewhere");
    // What a script that may run loads may run as well ('strict-dynamic'), and needs no nonce: parts of ours are loaded so.
    const isOwnPart = element instanceof HTMLScriptElement && element.src.startsWith(`${location.origin}/_next/static/`);
    if (element.tagName === "SCRIPT" && (element as HTMLScriptElement).nonce === "" && !isOwnPart) odd.push("SCRIPT without a nonce");
  }
  if ((window as unknown as { ran?: number }).ran) odd.push("A SCRIPT RAN");
  return odd;
}

/** What is wrong with the policy of an HTML answer. */
function policyFault(policy: string | undefined): string | null {
  if (!policy) return "no content policy";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  // An answer without scripts of its own may allow none at all.
  if (/default-src 'none'/.test(policy) && scripts === "") return null;
  if (!/'nonce-[\w+/=-]{16,}'|'none'/.test(scripts)) return "scripts without a nonce";
  if (/'unsafe-inline'|'unsafe-eval'|\*/.test(scripts)) return `scripts are allowed: ${scripts}`;
  return /object-src 'none'|default-src 'none'/.test(policy) ? null : "objects are allowed";
}

async function signedIn(
  browser: Browser,
  target: Target,
  kind: Exclude<Kind, "nobody">,
  faults: Set<string>,
  host: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: target.url, viewport: { width: 1280, height: 900 } });
  const [name = "", value = ""] = target.people[kind].cookie.split("=");
  await context.addCookies([{ name, value, url: target.url }]);
  context.on("dialog", (dialog) => {
    faults.add(`a dialog: ${dialog.message()} (${kind})`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.host === host) faults.add(`a request to the trap: ${url.pathname} (${kind}, ${request.frame().url()})`);
  });
  return context;
}

async function look(page: Page, path: string, kind: Kind, faults: Set<string>, nonces: Set<string>): Promise<void> {
  const response = await page.goto(path, { waitUntil: "load", timeout: 60_000 }).catch((error: unknown) => {
    faults.add(`${path.slice(0, 30)} as ${kind}: ${String(error).slice(0, 100)}`);
    return null;
  });
  if (!response) return;
  const policy = (await response.allHeaders())["content-security-policy"];
  const wrong = policyFault(policy);
  const where = `${path.replace(/[0-9a-f-]{36}/g, "…")} as ${kind}`;
  if (wrong) faults.add(`${where}: ${wrong}`);
  const nonce = /'nonce-([^']+)'/.exec(policy ?? "")?.[1];
  if (nonce !== undefined && nonces.has(nonce)) faults.add(`${where}: a nonce that was used before`);
  if (nonce !== undefined) nonces.add(nonce);
  if (response.status() >= 500) faults.add(`${where}: ${response.status()}`);
  await pause(400);
  for (const odd of new Set(await page.evaluate(oddities))) faults.add(`${where}: ${odd}`);
  const shown =
    (await page
      .locator("main")
      .first()
      .textContent()
      .catch(() => null)) ?? "";
  if (shown.includes("Something went wrong on our side")) faults.add(`${where}: the page is broken`);
}

/** Every answer that a browser would show as a page has a policy: next-auth's own, and those of errors. */
async function otherAnswers(target: Target, faults: Set<string>): Promise<number> {
  const paths = [
    "/login",
    "/register",
    "/forgot-password",
    "/set-password",
    "/no-such-page",
    "/courses/%",
    "/%ff",
    "/api/auth/signin",
    "/api/auth/signout",
    "/api/auth/verify-request",
    "/api/auth/error",
    "/api/auth/error?error=%3Cscript%3E",
    "/api/auth/providers",
    "/api/docs",
    "/_next/static/none.js",
    "/_next/image?url=a",
    "/socket.io/",
    "/api/%",
  ];
  let html = 0;
  for (const path of paths)
    for (const method of ["GET", "POST", "PUT"]) {
      const answer = await target
        .ask(
          "nobody",
          method,
          path,
          method === "GET" ? {} : { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
        )
        .catch(() => null);
      if (!answer || !String(answer.headers["content-type"]).includes("text/html")) continue;
      html++;
      const wrong = policyFault(answer.headers["content-security-policy"] as string | undefined);
      if (wrong) faults.add(`${method} ${path}: ${wrong}`);
    }
  return html;
}

/** S10: scripts in everything that people write, looked at by everybody in a browser. */
export const s10: Bar = async (quick) => {
  const browser = await startBrowser();
  const trap = await openTrap();
  const target = await makeTarget();
  const faults = new Set<string>();
  const nonces = new Set<string>();
  let pages = 0;
  try {
    const all = scriptPayloads(trap.host);
    const payloads = quick ? all.filter((_, n) => n % 3 === 0) : all;
    const written = await write(target, payloads);
    for (const kind of ["student", "lecturer", "admin"] as const) {
      const context = await signedIn(browser, target, kind, faults, trap.host);
      const page = await context.newPage();
      for (const path of pagesOf(kind, written)) {
        pages++;
        await look(page, path, kind, faults, nonces);
      }
      if (kind === "admin") await importFile(page, payloads, faults);
      else await watchLive(target, page, kind, payloads, faults);
      await context.close();
    }
    const html = await otherAnswers(target, faults);
    for (const path of trap.asked) faults.add(`the trap was asked for ${path}`);
    const list = [...faults];
    return {
      pass: list.length === 0,
      result: `${payloads.length} payloads on ${pages} pages by three roles, ${html} other HTML answers: ${list.length} faults${list
        .slice(0, 20)
        .map((fault) => `\n      ✗ ${fault}`)
        .join("")}`,
      figures: { payloads: payloads.length, pages, faults: list },
    };
  } finally {
    await browser.close();
    trap.server.close();
    await target.stop();
  }
};

/** What comes by a live event: into the bell, toasts and the open discussion. */
async function watchLive(target: Target, page: Page, kind: "student" | "lecturer", payloads: string[], faults: Set<string>): Promise<void> {
  const { threadId } = target.scene;
  const other = kind === "student" ? "lecturer" : "student";
  for (const path of [`/discussions/threads/${threadId}`, "/notifications"]) {
    await page.goto(path, { waitUntil: "load" });
    await pause(700);
    for (const content of payloads.slice(0, 12))
      await target.ask(other, "POST", `/api/discussions/threads/${threadId}/messages`, { body: { content } });
    await pause(1200);
    for (const odd of new Set(await page.evaluate(oddities))) faults.add(`live, ${path.slice(0, 20)} as ${kind}: ${odd}`);
  }
}

/** The preview of a file of people, its name included. */
async function importFile(page: Page, payloads: string[], faults: Set<string>): Promise<void> {
  await page.goto("/admin/users/import", { waitUntil: "load" });
  const quoted = (text: string) => `"${text.replace(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;
  const lines = payloads.map(
    (text, n) => `p${n}@test.example,${quoted(text.slice(0, 100))},${quoted(text.slice(0, 100))},student,${quoted(text)}`,
  );
  const buffer = Buffer.from(["email,first_name,last_name,role,course", ...lines].join("\n"));
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: "<img src=x onerror=window.ran=1>.csv", mimeType: "text/csv", buffer });
  await pause(1500);
  for (const odd of new Set(await page.evaluate(oddities))) faults.add(`the preview of a file: ${odd}`);
}
