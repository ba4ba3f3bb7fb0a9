// `npm run bench:first-load`: the JavaScript (gzip -9) that each page loads before its first use, compared with the page's bar and
// with an empty page of React and Next.

import { barsOf, floor, kilobytes, scriptsOf } from "../e2e/first-load";
import { AppServer } from "../e2e/server";

type Named = { id: string; video_id: string; course_id: string };

const server = await AppServer.create({ RATE_LIMITS: "off" });
let failed = false;
try {
  for (const email of ["student@example.edu", "lecturer@example.edu"]) {
    const get = await signedIn(email);
    const { data } = (await (await get("/api/discussions/threads?limit=1")).json()) as { data: Named[] };
    const [thread] = data;
    if (!thread) throw new Error(`${email} has no discussion`);
    console.log(`\n${email}, kB: page, bar (React and Next: ${floor()})`);
    for (const [path, bar] of barsOf({ thread: thread.id, video: thread.video_id, course: thread.course_id })) {
      const answer = await get(path);
      // A student who teaches nothing has no dashboard.
      if (answer.status !== 200) continue;
      const scripts = scriptsOf(await answer.text());
      const size = kilobytes(scripts);
      if (size > bar) failed = true;
      console.log(`${size.toFixed(1).padStart(7)} ${String(bar).padStart(5)}${size > bar ? " OVER" : "     "} ${path}`);
      if (process.argv.includes("--chunks")) for (const { name, bytes } of scripts) console.log(`${String(bytes).padStart(20)} ${name}`);
    }
  }
} finally {
  await server.remove();
}
process.exit(failed ? 1 : 0);

/** How somebody who signed in asks for something. */
async function signedIn(email: string): Promise<(path: string) => Promise<Response>> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(server.url + path, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email, password: "handraise-demo", json: "true" });
  await ask("/api/auth/callback/credentials", { method: "POST", headers: { origin: server.url }, body });
  return (path) => ask(path);
}
