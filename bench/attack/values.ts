import { queryNames } from "#lib/testing/query-names.ts";
import type { Bar } from "../report";
import { badBodies, badSegments, badTexts, badValues } from "./bad-values";
import { bodies, fill, type Ids } from "./bodies";
import { dataOf } from "./http";
import type { Kind } from "./people";
import { each, Tally } from "./tally";
import { makeTarget, type Target } from "./target";
import { routesOfTree } from "./tree";

/** What an answer to a bad value may be; whatever was good after all answers 2xx. Everything else is a fault. */
const allowed = (status: number) => (status >= 200 && status < 400) || [400, 401, 403, 404, 405, 409, 413, 415, 429, 431].includes(status);

type Try = { name: string; who: Kind; method: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array };

/** Every route of the tree with its methods, so that a new one is tried unasked. */
function routes(): { path: string; methods: string[] }[] {
  const byPath = new Map<string, string[]>();
  for (const route of routesOfTree()) {
    const [method = "", path = ""] = route.split(" ");
    byPath.set(path, [...(byPath.get(path) ?? []), method]);
  }
  return [...byPath].map(([path, methods]) => ({ path, methods }));
}

const json = { "content-type": "application/json" };

/** What the database cannot hold: a schema that lets one of these through is a 500. They are tried in every field, also by the short form. */
const unstorable = new Set(["NUL", "text with NUL", "half a pair", "half a pair inside", "2^31", "2^53", "1e308"]);

function* tries(ids: Ids, step: number): Generator<Try> {
  let count = 0;
  const taken = () => count++ % step === 0;
  for (const { method, path, who, body } of bodies) {
    const whole = fill(body, ids);
    const at = { who, method, path: fill(path, ids) };
    for (const field of [...Object.keys(body), "surplus"])
      for (const [name, value] of badValues)
        if (taken() || unstorable.has(name))
          yield { ...at, name: `${field}: ${name}`, headers: json, body: JSON.stringify({ ...whole, [field]: value }) };
    for (const [name, bytes] of badBodies) if (taken()) yield { ...at, name: `the body: ${name}`, headers: json, body: bytes };
    for (const type of ["text/plain", "application/json; charset=utf-16", "multipart/form-data", "application/json\u00e4", ""])
      yield { ...at, name: `the type: ${type}`, headers: { "content-type": type }, body: JSON.stringify(whole) };
    for (const key of ["", " ", "\u00ff", "k".repeat(201), "k".repeat(8000)])
      yield { ...at, name: "the key", headers: { ...json, "idempotency-key": key }, body: JSON.stringify(whole) };
  }
  for (const { path, methods } of routes()) {
    for (const who of ["nobody", "student", "lecturer", "admin"] as const) {
      const real = path.replace(/\[[^\]]+\]/g, (segment) => ids[segment.slice(1, -1)] ?? ids.thread ?? "x");
      if (methods.includes("GET"))
        for (const name of queryNames)
          for (const text of badTexts)
            if (taken()) yield { name: `${name}=`, who, method: "GET", path: `${real}?${name}=${encodeURIComponent(text)}` };
      if (!path.includes("[")) continue;
      for (const method of methods)
        for (const segment of badSegments)
          yield { name: `[${segment.slice(0, 30)}]`, who, method, path: path.replace(/\[[^\]]+\]/g, segment) };
    }
  }
  for (const page of [
    "courses",
    "videos",
    "discussions/threads",
    "admin/users",
    "no-such-page",
    "_next/static",
    "_next/data",
    "_next/image",
  ])
    for (const segment of badSegments)
      for (const who of ["nobody", "student"] as const) {
        yield { name: `[${segment.slice(0, 30)}]`, who, method: "GET", path: `/${page}/${segment}` };
        yield { name: `[${segment.slice(0, 30)}] as RSC`, who, method: "GET", path: `/${page}/${segment}`, headers: { rsc: "1" } };
      }
  for (const text of badTexts)
    for (const page of ["login", "courses", "discussions", "notifications", "admin/users", "settings"])
      if (taken())
        yield {
          name: "?next=",
          who: "student",
          method: "GET",
          path: `/${page}?next=${encodeURIComponent(text)}&status=${encodeURIComponent(text)}`,
        };
  for (const act of [
    "signin",
    "signin/credentials",
    "callback/credentials",
    "callback/x",
    "signout",
    "session",
    "csrf",
    "providers",
    "error",
    "verify-request",
    "_log",
  ])
    for (const method of ["GET", "POST"])
      for (const type of ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
        for (const [name, bytes] of badBodies)
          if (taken())
            yield {
              name: `${type}: ${name}`,
              who: "nobody",
              method,
              path: `/api/auth/${act}`,
              ...(method === "POST" && { headers: { "content-type": type }, body: bytes }),
            };
}

/** Ids by the names of the table of bodies. What may be changed for good has its own course and person. */
async function idsOf({ ask, people, scene }: Target): Promise<Ids> {
  const made = await ask("lecturer", "POST", "/api/courses", { body: { title: "A course to be changed" } });
  return {
    course: scene.courseId,
    spareCourse: dataOf<{ id: string }>(made).id,
    video: scene.videoId,
    thread: scene.threadId,
    message: scene.questionId,
    notification: scene.lecturerNotificationId,
    lecturer: people.lecturer.id,
    spare: people.victim.id,
  };
}

/** What a client's own library would not send, or the server hung up on: no answer is a fault, unless nothing was sent. */
const cut = (error: NodeJS.ErrnoException) => ({
  status: error.code === "ERR_INVALID_CHAR" || error.code === "ERR_UNESCAPED_CHARACTERS" ? 400 : 0,
  headers: {},
  text: String(error),
});

/** Whether anything that was sent has made somebody more than they were, or stands where nobody could have put it. */
async function gained(target: Target, before: string): Promise<string | null> {
  const after = await roles(target);
  return after === before ? null : `roles were ${before}, are ${after}`;
}
const roles = async (target: Target) =>
  (await target.rows<{ is: string }>("SELECT string_agg(id::text || role, ',' ORDER BY id) AS is FROM users WHERE role <> 'student'"))[0]
    ?.is ?? "";

/** S11: bad values in every field, query, segment and body, over HTTP: refused with a 4xx that names no internals, never a 500. */
export const s11: Bar = async (quick) => {
  const target = await makeTarget();
  try {
    const ids = await idsOf(target);
    const before = await roles(target);
    const tally = new Tally();
    const faults = new Map<string, number>();
    const fault = (what: string) => faults.set(what, (faults.get(what) ?? 0) + 1);
    await each(tries(ids, quick ? 50 : 1), 8, async ({ name, who, method, path, headers, body }) => {
      const answer = await target.ask(who, method, path, { ...(headers && { headers }), ...(body !== undefined && { body }) }).catch(cut);
      tally.add(answer.status);
      const where = `${method} ${path
        .split("?")[0]
        ?.replace(/[0-9a-f-]{36}/g, "…")
        .slice(0, 60)}`;
      if (!allowed(answer.status)) fault(`${answer.status} ${where} (${name.slice(0, 40)})`);
      else if (/\bat \S+ \(|node_modules|prisma|SELECT .* FROM/i.test(answer.status >= 400 && path.startsWith("/api/") ? answer.text : ""))
        fault(`internals in ${where}`);
    });
    const more = await gained(target, before);
    if (more) fault(more);
    if (!target.apps[0]?.isRunning) fault("the process ended");
    return {
      pass: faults.size === 0,
      result: `${tally.total} bad values, ${faults.size} kinds of fault; ${tally}${[...faults]
        .slice(0, 12)
        .map(([what, n]) => `\n      ${n} × ${what}`)
        .join("")}`,
      figures: { answers: tally.counts, faults: Object.fromEntries(faults) },
    };
  } finally {
    await target.stop();
  }
};
