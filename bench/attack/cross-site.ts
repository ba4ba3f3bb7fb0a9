import type { Bar } from "../report";
import { type Answer, send } from "./http";
import { password } from "./people";
import { addressOf, changed, sharedTarget, type Target } from "./target";
import { type Check, createTried, filler, summarize } from "./tried";

/** What a foreign page would have a signed-in lecturer do. */
const writes: [method: string, path: string, body: Record<string, unknown>][] = [
  ["POST", "/api/discussions/threads/{threadId}/messages", { content: "Forged" }],
  ["POST", "/api/discussions/threads/{threadId}/resolve", {}],
  ["PATCH", "/api/courses/{courseId}", { title: "Forged" }],
  ["DELETE", "/api/courses/{courseId}", {}],
  ["PATCH", "/api/auth/me", { first_name: "Forged" }],
  ["POST", "/api/auth/logout", {}],
  ["DELETE", "/api/auth/sessions", {}],
  ["POST", "/api/auth/password", { current_password: password, new_password: "forged-password-1" }],
  ["POST", "/api/uploads/{videoId}", {}],
];

const contentTypes = [
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain; application/json",
  "",
];

/** How a browser marks what a page of another site has it send. */
const foreignMarks: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
];

function bodyOf(contentType: string, body: Record<string, unknown>): string {
  if (contentType.startsWith("application/x-www"))
    return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
  if (contentType.startsWith("multipart"))
    return `${Object.entries(body)
      .map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join("")}--x--\r\n`;
  return JSON.stringify(body);
}

async function foreignWrites(target: Target, check: Check): Promise<void> {
  const fill = filler(target);
  const cookie = target.people.lecturer.cookie;
  for (const [method, path, body] of writes)
    for (const contentType of contentTypes) {
      const headers = { cookie, ...(contentType && { "content-type": contentType }) };
      for (const marks of foreignMarks) {
        const { status } = await send(target.url, method, fill(path, "lecturer"), {
          headers: { ...headers, ...marks },
          body: bodyOf(contentType, body),
        });
        check(`${method} ${path} as ${contentType} with ${JSON.stringify(marks)}`, status === 403 || status === 415, status);
      }
      if (contentType === "application/json" || Object.keys(body).length === 0) continue;
      // An old browser says nothing of where it comes from; then the content type stops what a form can send.
      const { status } = await send(target.url, method, fill(path, "lecturer"), { headers, body: bodyOf(contentType, body) });
      check(`${method} ${path} as ${contentType || "nothing"} unmarked`, status === 403 || status === 415, status);
    }
}

/** A form can only GET and POST: what it says of another method is not listened to. */
async function overrides(target: Target, check: Check): Promise<void> {
  const path = `/api/courses/${target.scene.courseId}`;
  const cookie = target.people.lecturer.cookie;
  for (const name of ["x-http-method-override", "x-method-override", "x-http-method"])
    for (const method of ["GET", "POST"]) {
      const { status } = await send(target.url, method, `${path}?_method=DELETE`, { headers: { cookie, [name]: "DELETE" } });
      check(`${method} with ${name}`, status !== 500 && !(method === "POST" && status < 400), status);
    }
}

/** Signing someone in as the attacker is a foreign write as well. */
async function foreignSignIn({ url, people }: Target, check: Check): Promise<void> {
  const body = JSON.stringify({ email: people.outsider.email, password });
  for (const path of ["/api/auth/login", "/api/auth/register", "/api/auth/refresh"])
    for (const marks of foreignMarks) {
      const { status } = await send(url, "POST", path, { headers: { "content-type": "text/plain", ...marks }, body });
      check(`${path} with ${JSON.stringify(marks)}`, status === 403, status);
    }
  const form = new URLSearchParams({ email: people.outsider.email, password, csrfToken: "mine", json: "true" }).toString();
  for (const path of ["/api/auth/callback/credentials", "/api/auth/signout", "/api/auth/signin/credentials"]) {
    const answer = await send(url, "POST", path, {
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" },
      body: form,
    });
    check(`${path} without its token`, !cookiesOf(answer).some((one) => /session=[^;]/.test(one)) && answer.status < 500, [
      answer.status,
      cookiesOf(answer),
    ]);
  }
}

const cookiesOf = (answer: Answer) => answer.headers["set-cookie"] ?? [];

/** The `Set-Cookie` of the session when someone signs in in a browser. */
async function browserSignIn(url: string, email: string): Promise<string> {
  const first = await send(url, "GET", "/api/auth/csrf");
  const { csrfToken } = JSON.parse(first.text) as { csrfToken: string };
  const cookie = cookiesOf(first)
    .map((one) => one.split(";")[0])
    .join("; ");
  const body = new URLSearchParams({ email, password, csrfToken, json: "true" }).toString();
  const answer = await send(url, "POST", "/api/auth/callback/credentials", {
    headers: { "content-type": "application/x-www-form-urlencoded", cookie },
    body,
  });
  return cookiesOf(answer).find((one) => one.includes("handraise.session=")) ?? `none: ${answer.status}`;
}

/** Whatever takes the cookie away ends its session too: a copy of it is worth nothing then. */
async function signOut(url: string, session: string, check: Check): Promise<void> {
  const cookie = session.split(";")[0] ?? "";
  const first = await send(url, "GET", "/api/auth/csrf", { headers: { cookie } });
  const { csrfToken } = JSON.parse(first.text) as { csrfToken: string };
  const all = [cookie, ...cookiesOf(first).map((one) => one.split(";")[0])].join("; ");
  const headers = { "content-type": "application/x-www-form-urlencoded", cookie: all };
  const { status } = await send(url, "POST", "/api/auth/signout", {
    headers,
    body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
  });
  const after = (await send(url, "GET", "/api/auth/me", { headers: { cookie } })).status;
  check("next-auth's own way out ends the session, or is not there", status === 404 || after === 401, [status, after]);
}

async function cookies(target: Target, check: Check): Promise<void> {
  const plain = await browserSignIn(target.url, target.people.outsider.email);
  check(
    "the cookie is HttpOnly and Lax",
    /^handraise\.session=.*; HttpOnly/i.test(plain) && /SameSite=Lax/i.test(plain) && !/domain=/i.test(plain),
    plain.replace(/=[^;]*/, ""),
  );
  await signOut(target.url, plain, check);
  const url = addressOf(await target.public());
  const secure = await browserSignIn(url, target.people.outsider.email);
  check(
    "behind https it is bound to the host and never sent plainly",
    /^__Host-handraise\.session=/.test(secure) &&
      /; Secure/i.test(secure) &&
      /; Path=\/(;|$)/i.test(secure) &&
      /HttpOnly/i.test(secure) &&
      /SameSite=Lax/i.test(secure),
    secure.replace(/=[^;]*/, ""),
  );
  const answer = await send(url, "GET", "/api/auth/me", { headers: { cookie: target.people.outsider.cookie } });
  check("behind https the plain name is worth nothing", answer.status === 401, answer.status);
  check(
    "behind https browsers are told to stay there",
    /max-age=\d{8}/.test(answer.headers["strict-transport-security"] ?? ""),
    answer.headers,
  );
}

/** S6: what a page of another site has a browser send changes nothing. */
export const s6: Bar = async () => {
  const target = await sharedTarget();
  const { tried, check } = createTried();
  const restore = await target.save();
  const before = await target.fingerprint();
  await foreignWrites(target, check);
  await overrides(target, check);
  await foreignSignIn(target, check);
  const rows = changed(before, await target.fingerprint());
  if (rows.length > 0) tried.faults.push(`rows changed in ${rows}`);
  await cookies(target, check);
  await restore();
  return summarize(tried, `, ${rows.length} tables changed`);
};
