import type { Bar } from "../report";
import { listen } from "./listeners";
import { type Case, columns, type Expected, routes } from "./matrix";
import { pages, uploads } from "./matrix-pages";
import { enrolmentCode, type Kind, kinds, password, threadMark } from "./people";
import { changed, sharedTarget, type Target } from "./target";
import { pagesOfTree, routesOfTree } from "./tree";

/** How much was tried, and what is not as it should be. */
export type Tried = { attempts: number; faults: string[] };

/** Puts what `{name}` stands for in its place; `own` is whoever asks, the victim for nobody. */
export function filler(target: Pick<Target, "people" | "scene">, more: Record<string, string> = {}) {
  const { people, scene } = target;
  return (text: string, kind: Kind): string =>
    text.replace(/\{(\w+)(?:\.(\w+))?\}/g, (all, name: string, field?: string) => {
      const fixed: Record<string, string> = { code: enrolmentCode, mark: threadMark, password, ...scene, ...more };
      if (field === undefined) return fixed[name] ?? all;
      const who = people[(name === "own" ? (kind === "nobody" ? "victim" : kind) : name) as keyof typeof people];
      return who?.[field as keyof typeof who] ?? all;
    });
}
type Fill = ReturnType<typeof filler>;

export const isSafe = (method: string) => method === "GET" || method === "HEAD";
const fits = (status: number, expected: Expected) => [expected].flat().includes(status);
const refuses = (expected: Expected) => [expected].flat().every((status) => status >= 400);

export function expectedOf(
  { expect, open }: { expect: readonly Expected[]; open?: Expected },
  kind: Kind,
  otherwise: Expected = 401,
): Expected {
  const column = (columns as readonly string[]).indexOf(kind);
  return column < 0 ? (open ?? otherwise) : (expect[column] as Expected);
}

/** Says what of other people stands in an answer that this kind of person must not read. */
export function leaksIn(text: string, kind: Kind, target: Target): string[] {
  const only = (mark: string, may: Kind[]) => (text.includes(mark) && !may.includes(kind) ? [`reads ${JSON.stringify(mark)}`] : []);
  return [
    ...only(threadMark, ["student", "lecturer"]),
    ...only(enrolmentCode, ["lecturer", "admin"]),
    ...only(target.people.student.email, ["student", "lecturer", "admin"]),
    ...only(target.people.secondAdmin.email, ["admin"]),
  ];
}

/** Runs jobs a few at a time, in any order. */
export async function side<Item>(items: Item[], job: (item: Item) => Promise<void>, width = 6): Promise<void> {
  const rest = [...items];
  const work = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await job(item);
  };
  await Promise.all(Array.from({ length: width }, work));
}

async function tryCase(target: Target, key: string, given: Case, fill: Fill, restore: () => Promise<void>): Promise<Tried> {
  const [method = ""] = key.split(" ");
  const tried: Tried = { attempts: 0, faults: [] };
  const attempt = async ({ kind, by }: { kind: Kind; by: "bearer" | "cookie" }) => {
    const body = given.body === undefined ? {} : { body: JSON.parse(fill(textOf(given.body, fill, kind), kind)) as unknown };
    const answer = await target.ask(kind, method, fill(given.path, kind), { by, ...body });
    tried.attempts++;
    const expected = expectedOf(given, kind);
    const say = (fault: string) => tried.faults.push(`${key} (${given.path}) by ${kind}'s ${by}: ${fault}`);
    if (!fits(answer.status, expected)) say(`${answer.status} instead of ${expected}: ${answer.text.slice(0, 120)}`);
    for (const leak of leaksIn(answer.text, kind, target)) say(leak);
    return { say, kind };
  };
  const everyone = kinds.flatMap((kind) => (["bearer", "cookie"] as const).map((by) => ({ kind, by })));
  const isQuiet = ({ kind }: { kind: Kind }) => isSafe(method) || refuses(expectedOf(given, kind));
  const before = await target.fingerprint();
  await side(everyone.filter(isQuiet), async (one) => void (await attempt(one)));
  const rows = changed(before, await target.fingerprint()).filter((table) => !given.writes?.includes(table));
  if (rows.length > 0) tried.faults.push(`${key} (${given.path}): refused or only read, and rows changed in ${rows}`);
  if (rows.length > 0 || tried.faults.length > 0) await restore();
  for (const one of everyone.filter((one) => !isQuiet(one))) {
    const { say, kind } = await attempt(one);
    if (given.changesFor && !(given.changesFor as readonly string[]).includes(kind)) {
      const meddled = changed(before, await target.fingerprint());
      if (meddled.length > 0) say(`changed rows in ${meddled}`);
    }
    await restore();
  }
  return tried;
}

/** A body as JSON. What stands in base64 inside it is filled in as well. */
function textOf(body: unknown, fill: Fill, kind: Kind): string {
  const isCsv = (name: string, value: unknown): value is string => name === "csv_base64" && typeof value === "string";
  return JSON.stringify(body, (name, value: unknown) =>
    isCsv(name, value) ? Buffer.from(fill(Buffer.from(value, "base64").toString(), kind)).toString("base64") : value,
  );
}

/** Names of the tree that the table has no entry for, and the other way round. */
export function unmatched(tree: string[], table: Record<string, unknown>): string[] {
  const missing = tree
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => `${name} has no entry in bench/attack/matrix.ts or matrix-pages.ts`);
  const stale = Object.keys(table).filter((name) => !tree.includes(name));
  return [...missing, ...stale.map((name) => `${name} of the table is not in the tree`)];
}

async function tryRoutes(target: Target): Promise<Tried> {
  const fill = filler(target);
  const tried: Tried = { attempts: 0, faults: unmatched(routesOfTree(), routes) };
  const restore = await target.save();
  for (const [key, cases] of Object.entries(routes))
    for (const given of cases) add(tried, await tryCase(target, key, given, fill, restore));
  return tried;
}

/** A page as the browser opens it, as Next's own client asks for it, and what it fetches ahead. */
const forms: Record<string, Record<string, string>> = {
  html: { accept: "text/html" },
  flight: { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" },
  prefetch: { rsc: "1", "next-router-prefetch": "1" },
  segment: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  whole: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_full" },
};

async function tryPages(target: Target): Promise<Tried> {
  const fill = filler(target);
  const tried: Tried = { attempts: 0, faults: unmatched(pagesOfTree(), pages) };
  const before = await target.fingerprint();
  const attempts = Object.entries(pages).flatMap(([key, given]) =>
    kinds.flatMap((kind) =>
      (["cookie", "bearer"] as const).flatMap((by) => Object.keys(forms).map((form) => ({ key, given, kind, by, form }))),
    ),
  );
  await side(attempts, async ({ key, given, kind, by, form }) => {
    // A page knows people by their cookie alone: with a bearer token everybody is nobody.
    const who = by === "bearer" ? "nobody" : kind;
    const answer = await target.ask(kind, "GET", fill(given.path, kind), { by, headers: forms[form] ?? {} });
    tried.attempts++;
    const say = (fault: string) => tried.faults.push(`${key} as ${form} by ${kind}'s ${by}: ${fault}`);
    const expected = expectedOf(given, who, 307);
    if (form === "html" && !fits(answer.status, expected)) say(`${answer.status} instead of ${expected}`);
    for (const leak of leaksIn(answer.text, who, target)) say(leak);
    if (given.shows === undefined || form === "segment") return;
    const text = fill(given.shows, kind);
    // Everybody's own address stands in their own menu.
    const isOwn = kind !== "nobody" && text === target.people[kind].email && given.shows !== "{own.email}";
    const shown = answer.text.includes(text) && !isOwn;
    const may = expected === 200;
    if (shown && !may) say(`shows ${text}`);
    if (!shown && may && form === "html") say(`does not show ${text} to who may see it`);
  });
  const rows = changed(before, await target.fingerprint());
  if (rows.length > 0) tried.faults.push(`looking at pages changed rows in ${rows}`);
  return tried;
}

async function tryUploads(target: Target): Promise<Tried> {
  const tried: Tried = { attempts: 0, faults: [] };
  const restore = await target.save();
  const made = await target.ask("lecturer", "POST", `/api/courses/${target.scene.courseId}/videos`, { body: { title: "To be uploaded" } });
  const uploadVideoId = (JSON.parse(made.text) as { data: { id: string } }).data.id;
  const tus = { "tus-resumable": "1.0.0" };
  const begin = () => target.ask("lecturer", "POST", `/api/uploads/${uploadVideoId}`, { headers: { ...tus, "upload-length": "1000" } });
  const headers = (method: string) => ({
    ...tus,
    ...(method === "POST" && { "upload-length": "1000" }),
    ...(method === "PATCH" && { "upload-offset": "0", "content-type": "application/offset+octet-stream" }),
  });
  let uploadId = (await begin()).headers.location?.split("/").at(-1) ?? "";
  const before = await target.fingerprint();
  for (const [key, row] of Object.entries(uploads))
    for (const quiet of [true, false])
      for (const kind of kinds)
        for (const by of ["bearer", "cookie"] as const) {
          const expected = expectedOf({ expect: row }, kind);
          if (refuses(expected) !== quiet) continue;
          const [method = "", path = ""] = filler(target, { uploadVideoId, uploadId })(key, kind).split(" ");
          const answer = await target.ask(kind, method, path, {
            by,
            headers: headers(method),
            // Less than is needed to tell what it is: taken, and the upload goes on.
            ...(method === "PATCH" && { body: "1234" }),
          });
          tried.attempts++;
          if (!fits(answer.status, expected))
            tried.faults.push(`${key} by ${kind}'s ${by}: ${answer.status} instead of ${expected}: ${answer.text.slice(0, 100)}`);
          if (!quiet) uploadId = (await begin()).headers.location?.split("/").at(-1) ?? "";
          else if (kind === "admin" || kind === "otherLecturer") {
            const rows = changed(before, await target.fingerprint());
            if (rows.length > 0 && tried.faults.length === 0 && key.startsWith("POST"))
              tried.faults.push(`${key} by ${kind}: rows changed in ${rows}`);
          }
        }
  await restore();
  return tried;
}

function add(to: Tried, { attempts, faults }: Tried): void {
  to.attempts += attempts;
  to.faults.push(...faults);
}

/** S1: every route, page, event and upload of the tree by everybody: the table's answer, no row changed by a refusal, nothing heard by outsiders. */
export const s1: Bar = async () => {
  const target = await sharedTarget();
  const tried: Tried = { attempts: 0, faults: [] };
  for (const part of [tryRoutes, tryPages, tryUploads, listen]) add(tried, await part(target));
  return tell(tried);
};

/** The outcome of attempts, with the first of what is not as it should be. */
export function tell({ attempts, faults }: Tried, more = ""): { pass: boolean; result: string } {
  const shown = faults.slice(0, 40).map((fault) => `\n      ${fault}`);
  return {
    pass: faults.length === 0,
    result: `${attempts.toLocaleString("en")} attempts, ${faults.length} got through or were answered otherwise${more}${shown.join("")}`,
  };
}
