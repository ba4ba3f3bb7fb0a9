import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bar, pause } from "../report";
import { disguised, files, type HostileBytes } from "./corpus";
import { floorUrl, healthText, isLate, memoryText, residentMegabytes, watchChildren, watchHealth } from "./health";
import { type Answer, dataOf } from "./http";
import type { Kind } from "./people";
import { makeTarget, type Target } from "./target";
import { openTrap } from "./trap";
import { warmUp } from "./warm-up";

const tus = { "tus-resumable": "1.0.0" };
const patching = { ...tus, "content-type": "application/offset+octet-stream" };
/** What it may cost, in ms and MB: the quick form runs beside other tests. */
const bounds = { whole: { healthMs: 250, megabytes: 64 }, quick: { healthMs: 5000, megabytes: 256 } };
/** What those who look into files may take together, in MB. They took 1,145, and 5,072 without limits. */
const childrenMegabytes = 2400;
const secretOfCanary = "canary-5d1f-nobody-may-read-this";

type Sent = { name: string; videoId: string; status: number };

/** Uploads a file to a video of its own: whole, or its first 100 bytes and then the rest. */
async function upload(target: Target, { name, bytes }: HostileBytes, inParts: boolean): Promise<Sent> {
  const { ask, scene } = target;
  const body = bytes();
  const video = dataOf<{ id: string; upload_url: string }>(
    await ask("lecturer", "POST", `/api/courses/${scene.courseId}/videos`, { body: { title: name.slice(0, 200) } }),
  );
  const begun = await ask("lecturer", "POST", `/api/uploads/${video.id}`, {
    headers: {
      ...tus,
      "upload-length": String(body.length),
      "upload-metadata": `filename ${Buffer.from("../../../x.html").toString("base64")},filetype ${Buffer.from("text/html").toString("base64")}`,
    },
  });
  if (begun.status !== 201) return { name, videoId: video.id, status: begun.status };
  const path = String(begun.headers.location);
  let last: Answer = begun;
  for (const [from, to] of inParts && body.length > 100
    ? [
        [0, 100],
        [100, body.length],
      ]
    : [[0, body.length]]) {
    last = await ask("lecturer", "PATCH", path, { headers: { ...patching, "upload-offset": String(from) }, body: body.subarray(from, to) });
    if (last.status !== 204) break;
  }
  return { name, videoId: video.id, status: last.status };
}

/** Waits until everything that was uploaded is ready, or has failed. @returns those that are neither after `ms` */
async function settle({ rows }: Target, sent: Sent[], ms: number): Promise<string[]> {
  const ids = sent.map(({ videoId }) => videoId);
  const waiting = () =>
    rows<{ title: string }>("SELECT title FROM videos WHERE id = ANY($1::uuid[]) AND status = 'processing' AND uploaded_at IS NOT NULL", [
      ids,
    ]);
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(200)) if ((await waiting()).length === 0) return [];
  return (await waiting()).map(({ title }) => title);
}

/** What is served of a video that became one: as a video, whatever it is, and nothing of the canary. */
async function served({ ask, rows }: Target, sent: Sent[], faults: Set<string>): Promise<number> {
  const ids = sent.map(({ videoId }) => videoId);
  const ready = await rows<{ id: string; title: string }>("SELECT id, title FROM videos WHERE id = ANY($1::uuid[]) AND status = 'ready'", [
    ids,
  ]);
  for (const { id, title } of ready)
    for (const part of ["stream", "poster", "captions"]) {
      const { status, headers, text } = await ask("student", "GET", `/api/videos/${id}/${part}`);
      if (status >= 500) faults.add(`${part} of ${title}: ${status}`);
      if (text.includes(secretOfCanary)) faults.add(`${title}: its ${part} holds the canary`);
      if (status === 200 && !/^(video|audio)\/|^image\/jpeg$|^text\/vtt/.test(String(headers["content-type"])))
        faults.add(`${part} of ${title} is served as ${headers["content-type"]}`);
      if (status === 200 && headers["x-content-type-options"] !== "nosniff") faults.add(`${part} of ${title} may be sniffed`);
    }
  return ready.length;
}

const uuid = "0198f0a2-7b1c-7def-8a55-0123456789ab";

/** Names, claims and ids that no client of ours sends: refused, and nothing is written where it should not be. */
async function tricks(target: Target, faults: Set<string>): Promise<number> {
  const { ask, scene } = target;
  const video = dataOf<{ id: string }>(
    await ask("lecturer", "POST", `/api/courses/${scene.courseId}/videos`, { body: { title: "Tricks" } }),
  ).id;
  const begun = await ask("lecturer", "POST", `/api/uploads/${video}`, { headers: { ...tus, "upload-length": "1000" } });
  const mine = String(begun.headers.location);
  let tried = 0;
  const expect = async (kind: Kind, method: string, path: string, headers: Record<string, string>, body?: Uint8Array) => {
    tried++;
    const answer = await ask(kind, method, path, { headers, ...(body && { body }), alone: true }).catch(() => ({ status: 499 }));
    if (answer.status < 400 || answer.status >= 500)
      faults.add(`${answer.status} to ${method} ${path.slice(0, 60)} ${JSON.stringify(headers).slice(0, 80)} by ${kind}`);
  };
  const names = [
    "..",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fsecret",
    "..%5c..%5cx",
    `${uuid}/../${uuid}`,
    `${uuid}%00.html`,
    `${uuid}.info`,
    `${uuid}.json`,
    "%",
    "%ff",
    "a".repeat(3000),
  ];
  for (const name of names)
    for (const method of ["POST", "HEAD", "PATCH", "DELETE", "PUT"]) {
      await expect("lecturer", method, `/api/uploads/${name}`, { ...patching, "upload-length": "10", "upload-offset": "0" });
      await expect("lecturer", method, `/api/uploads/${video}/${name}`, { ...patching, "upload-offset": "0" });
    }
  for (const length of [
    "-1",
    "0",
    "NaN",
    "1e3",
    "0x10",
    "5.5",
    "",
    "99999999999999999999",
    "10000000000000",
    "9007199254740993",
    "5,6",
    "+5",
  ])
    await expect("lecturer", "POST", `/api/uploads/${video}`, { ...tus, "upload-length": length });
  await expect("lecturer", "POST", `/api/uploads/${video}`, { ...tus, "upload-defer-length": "1" });
  await expect("lecturer", "POST", `/api/uploads/${video}`, { ...tus, "upload-concat": `final;${mine} ${mine}` });
  for (const offset of ["-1", "1", "NaN", "1e0", "", "1001", "99999999999999999999", "0x0"])
    await expect("lecturer", "PATCH", mine, { ...patching, "upload-offset": offset }, new Uint8Array([1]));
  for (const method of ["DELETE", "PATCH"])
    await expect("lecturer", "POST", mine, { ...patching, "x-http-method-override": method, "upload-offset": "0" });
  for (const kind of ["nobody", "student", "otherLecturer", "blocked", "ended", "deleted"] as const)
    for (const method of ["HEAD", "PATCH", "DELETE", "GET"])
      await expect(kind, method, mine, { ...patching, "upload-offset": "0" }, method === "PATCH" ? new Uint8Array([0]) : undefined);
  await expect("lecturer", "PATCH", mine.replace(video, scene.otherVideoId), { ...patching, "upload-offset": "0" }, new Uint8Array([0]));
  return tried;
}

/** S16: hostile files, names and claims: nothing is asked for elsewhere, nothing read, nothing served that runs, and no file ends the process. */
export const s16: Bar = async (quick) => {
  const limit = quick ? bounds.quick : bounds.whole;
  const trap = await openTrap();
  const folder = mkdtempSync(join(tmpdir(), "handraise-canary-"));
  const canary = join(folder, "canary.txt");
  writeFileSync(canary, secretOfCanary);
  const target = await makeTarget();
  const faults = new Set<string>();
  const [app] = target.apps;
  try {
    const all = [...disguised(trap.host, canary), ...files];
    const some = quick ? all.filter(({ name }, n) => n % 20 === 0 || /^stsz-stts|hls|rmra/.test(name)) : all;
    if (quick) await target.ask("nobody", "GET", "/login");
    else await warmUp(target);
    const before = residentMegabytes(app?.pid);
    const machine = watchHealth(await floorUrl(), 25);
    const stop = target.watch(25);
    const children = watchChildren(app?.pid);
    const sent: Sent[] = [];
    for (const [n, file] of some.entries()) {
      for (const inParts of quick ? [n % 2 === 0] : [false, true]) {
        sent.push(
          await upload(target, file, inParts).catch((error: unknown) => ({ name: `${file.name}: ${error}`, videoId: uuid, status: 0 })),
        );
        const { name, status } = sent.at(-1) as Sent;
        if (status === 0 || status >= 500) faults.add(`${name}: ${status === 0 ? "no answer" : status}`);
      }
      if (!app?.isRunning) break;
    }
    const stuck = app?.isRunning ? await settle(target, sent, quick ? 120_000 : 600_000) : [];
    for (const title of stuck) faults.add(`${title} is still being prepared`);
    const { health, megabytes } = await stop();
    const floor = await machine.stop();
    const looking = children.stop();
    if (!app?.isRunning) faults.add(`the process ended, after ${sent.at(-1)?.name}`);
    if (isLate(health, limit.healthMs, floor.max)) faults.add(`health waited ${health.max.toFixed(0)} ms`);
    if (looking > childrenMegabytes) faults.add(`its children took ${looking.toFixed(0)} MB`);
    await pause(3000);
    const after = residentMegabytes(app?.pid);
    const kept = before === null || after === null ? null : after - before;
    if (kept !== null && kept > limit.megabytes) faults.add(`${kept.toFixed(0)} MB stay`);
    // Whatever came before must not come back with the next start.
    await app?.stop();
    await app?.start();
    await pause(5000);
    if (!app?.isRunning) faults.add("the process ends again after a restart");
    const ready = app?.isRunning ? await served(target, sent, faults) : 0;
    const tried = app?.isRunning ? await tricks(target, faults) : 0;
    for (const path of trap.asked) faults.add(`the trap was asked for ${path}`);
    const list = [...faults];
    return {
      pass: list.length === 0,
      result: `${sent.length} hostile uploads (${some.length} files), ${ready} became videos, ${tried} tricks; ${healthText(health)} (floor ${floor.max.toFixed(0)}), at most ${memoryText(megabytes)}, stays ${memoryText(kept)}, its children ${memoryText(looking)}${list
        .slice(0, 20)
        .map((fault) => `\n      ✗ ${fault}`)
        .join("")}`,
      figures: { health, floorMs: floor.max, megabytes, kept, looking, faults: list },
    };
  } finally {
    trap.server.close();
    await target.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
