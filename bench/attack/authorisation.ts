import type { Bar } from "../report";
import { dataOf } from "./http";
import { listen } from "./listeners";
import { routes } from "./matrix";
import { pages, uploads } from "./matrix-pages";
import type { Case, Expected } from "./matrix-rows";
import { type Kind, kinds } from "./people";
import { addPictures } from "./pictures";
import { changed, sharedTarget, type Target } from "./target";
import { pagesOfTree, routesOfTree } from "./tree";
import { expectedOf, filler, leaksIn, side, summarize, type Tried, unmatched } from "./tried";

type Fill = ReturnType<typeof filler>;

export const isSafe = (method: string) => method === "GET" || method === "HEAD";
const fits = (status: number, expected: Expected) => [expected].flat().includes(status);
const refuses = (expected: Expected) => [expected].flat().every((status) => status >= 400);

async function tryCase(
  target: Target,
  key: string,
  testCase: Case,
  fill: Fill,
  restore: () => Promise<void>,
  quick: boolean,
): Promise<Tried> {
  const [method = ""] = key.split(" ");
  const tried: Tried = { attempts: 0, faults: [] };
  const attempt = async ({ kind, by }: { kind: Kind; by: "bearer" | "cookie" }) => {
    const body = testCase.body === undefined ? {} : { body: JSON.parse(fill(textOf(testCase.body, fill, kind), kind)) as unknown };
    const answer = await target.ask(kind, method, fill(testCase.path, kind), {
      by,
      ...body,
      ...(testCase.file && { body: testCase.file }),
    });
    tried.attempts++;
    const expected = expectedOf(testCase, kind);
    const say = (fault: string) => tried.faults.push(`${key} (${testCase.path}) by ${kind}'s ${by}: ${fault}`);
    if (!fits(answer.status, expected)) say(`${answer.status} instead of ${expected}: ${answer.text.slice(0, 120)}`);
    for (const leak of leaksIn(answer.text, kind, target)) say(leak);
    return { say, kind };
  };
  const everyone = kinds.flatMap((kind) => (["bearer", "cookie"] as const).map((by) => ({ kind, by })));
  const isQuiet = ({ kind }: { kind: Kind }) => isSafe(method) || refuses(expectedOf(testCase, kind));
  const before = await target.fingerprint();
  await side(everyone.filter(isQuiet), async (one) => void (await attempt(one)));
  const rows = changed(before, await target.fingerprint()).filter((table) => !testCase.writes?.includes(table));
  if (rows.length > 0) tried.faults.push(`${key} (${testCase.path}): refused or only read, and rows changed in ${rows}`);
  if (rows.length > 0 || tried.faults.length > 0) await restore();
  // Each act that is done has to be undone. The short form does it by one of the two ways of being known, in turn.
  const done = everyone.filter((one) => !isQuiet(one)).filter((_, index) => !quick || index % 4 === 0 || index % 4 === 3);
  for (const one of done) {
    const { say, kind } = await attempt(one);
    if (testCase.changesFor && !(testCase.changesFor as readonly string[]).includes(kind)) {
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

async function tryRoutes(target: Target, quick: boolean): Promise<Tried> {
  const fill = filler(target, await addPictures(target));
  const tried: Tried = { attempts: 0, faults: unmatched(routesOfTree(), routes) };
  const restore = await target.save();
  for (const [key, cases] of Object.entries(routes))
    for (const testCase of cases) add(tried, await tryCase(target, key, testCase, fill, restore, quick));
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

async function tryPages(target: Target, quick: boolean): Promise<Tried> {
  const fill = filler(target);
  const tried: Tried = { attempts: 0, faults: unmatched(pagesOfTree(), pages) };
  const before = await target.fingerprint();
  const formsFor = (by: string) => (quick && by === "bearer" ? ["html"] : Object.keys(forms));
  const attempts = Object.entries(pages).flatMap(([key, page]) =>
    kinds.flatMap((kind) => (["cookie", "bearer"] as const).flatMap((by) => formsFor(by).map((form) => ({ key, page, kind, by, form })))),
  );
  await side(attempts, async ({ key, page, kind, by, form }) => {
    // A page knows people by their cookie alone: with a bearer token everybody is nobody.
    const who = by === "bearer" ? "nobody" : kind;
    const answer = await target.ask(kind, "GET", fill(page.path, kind), { by, headers: forms[form] ?? {} });
    tried.attempts++;
    const say = (fault: string) => tried.faults.push(`${key} as ${form} by ${kind}'s ${by}: ${fault}`);
    const expected = expectedOf(page, who, 307);
    if (form === "html" && !fits(answer.status, expected)) say(`${answer.status} instead of ${expected}`);
    for (const leak of leaksIn(answer.text, who, target)) say(leak);
    if (page.shows === undefined || form === "segment") return;
    const text = fill(page.shows, kind);
    // Everybody's own address stands in their own menu.
    const isOwn = kind !== "nobody" && text === target.people[kind].email && page.shows !== "{own.email}";
    const shown = answer.text.includes(text) && !isOwn;
    const isAllowed = expected === 200;
    if (shown && !isAllowed) say(`shows ${text}`);
    if (!shown && isAllowed && form === "html") say(`does not show ${text} to who may see it`);
  });
  const rows = changed(before, await target.fingerprint());
  if (rows.length > 0) tried.faults.push(`looking at pages changed rows in ${rows}`);
  return tried;
}

async function tryUploads(target: Target): Promise<Tried> {
  const tried: Tried = { attempts: 0, faults: [] };
  const restore = await target.save();
  const made = await target.ask("lecturer", "POST", `/api/courses/${target.scene.courseId}/videos`, { body: { title: "To be uploaded" } });
  const uploadVideoId = dataOf<{ id: string }>(made).id;
  const headersOf = (method: string) => ({
    "tus-resumable": "1.0.0",
    ...(method === "POST" && { "upload-length": "1000" }),
    ...(method === "PATCH" && { "upload-offset": "0", "content-type": "application/offset+octet-stream" }),
  });
  const begin = async () => {
    const { headers } = await target.ask("lecturer", "POST", `/api/uploads/${uploadVideoId}`, { headers: headersOf("POST") });
    return headers.location?.split("/").at(-1) ?? "";
  };
  let uploadId = await begin();
  const attempt = async (key: string, expected: Expected, kind: Kind, by: "bearer" | "cookie") => {
    const [method = "", path = ""] = filler(target, { uploadVideoId, uploadId })(key, kind).split(" ");
    // Less than is needed to tell what it is: taken, and the upload goes on.
    const answer = await target.ask(kind, method, path, { by, headers: headersOf(method), ...(method === "PATCH" && { body: "1234" }) });
    tried.attempts++;
    if (!fits(answer.status, expected))
      tried.faults.push(`${key} by ${kind}'s ${by}: ${answer.status} instead of ${expected}: ${answer.text.slice(0, 100)}`);
  };
  for (const [key, expect] of Object.entries(uploads)) {
    const all = kinds.flatMap((kind) =>
      (["bearer", "cookie"] as const).map((by) => ({ kind, by, expected: expectedOf({ expect }, kind) })),
    );
    const before = await target.fingerprint();
    for (const { kind, by, expected } of all.filter(({ expected }) => refuses(expected))) await attempt(key, expected, kind, by);
    const rows = changed(before, await target.fingerprint());
    if (rows.length > 0) tried.faults.push(`${key}: refused, and rows changed in ${rows}`);
    for (const { kind, by, expected } of all.filter(({ expected }) => !refuses(expected))) {
      await attempt(key, expected, kind, by);
      uploadId = await begin();
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
export const s1: Bar = async (quick) => {
  const target = await sharedTarget();
  const tried: Tried = { attempts: 0, faults: [] };
  for (const part of [tryRoutes, tryPages, tryUploads, listen]) add(tried, await part(target, quick));
  return summarize(tried);
};
