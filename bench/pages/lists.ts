import type { BrowserContext } from "@playwright/test";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import { db } from "#lib/server/db/client.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { makeCourse, makeLecturer, makeStudent } from "#lib/testing/factories.ts";
import { startThrowaway } from "#lib/testing/throwaway-postgres.ts";
import { AppServer } from "../../e2e/server";
import { percentile, Unavailable } from "../report";
import type { Line } from "../speed/table";
import { isLive, letFunctionsIn, signInto, startBrowser } from "./browser";
import { type End, toTheEnd } from "./ends";
import { type List, lists } from "./long-scenes";

const password = "correct horse";
const few = 10;
const rounds = 7;

type Place = { path: string; email: string };

async function place(list: List, rows: number): Promise<Place> {
  const [student, lecturer] = [await makeStudent(), await makeLecturer({ passwordHash: await hashPassword(password) })];
  const scene = { student, lecturer, ...(await makeCourse(lecturer, [student])) };
  return { path: await list.fill(scene, rows), email: lecturer.user.email };
}

/** From the start of the navigation to the frame that holds the first row, in ms. */
async function firstRow(context: BrowserContext, url: string, row: string): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript((selector) => {
    const look = () => {
      if (document.querySelector(selector)) (window as unknown as { firstRow: number }).firstRow = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, row);
  await page.goto(url);
  const found = await page
    .waitForFunction(() => (window as unknown as { firstRow?: number }).firstRow)
    .catch(async () => {
      throw new Error(`${url} shows no ${row}: ${((await page.locator("body").textContent()) ?? "").slice(0, 300)}`);
    });
  const ms = await found.jsonValue();
  await isLive(page);
  await page.close();
  return ms as number;
}

/** The longest that no frame was drawn while somebody scrolls down for about three seconds, in ms. */
async function longestPause(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url);
  await isLive(page);
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 };
    Object.assign(window, { seen });
    const frame = () => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(640, 500);
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(30);
  }
  const { longest } = await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen);
  await page.close();
  return longest;
}

/** What a list costs that was loaded to its end, against one of a few rows. */
function endLines({ what, many }: List, ours: End, floor: End): Line[] {
  const line = (of: string, mine: number, theirs: number, atMost: number): Line => ({
    bar: "all loaded",
    what: `${many.toLocaleString("en")} ${what}, against ${few}: ${of}`,
    ours: mine.toFixed(0),
    floor: theirs.toFixed(0),
    ratio: mine / theirs,
    atMost,
  });
  return [
    line("elements", ours.nodes, floor.nodes, 10),
    line("memory (MB)", ours.heapMb, floor.heapMb, 3),
    line("95 of 100 frames within (ms)", ours.frameMs, floor.frameMs, 2),
  ];
}

/**
 * Lists with very many rows beside the same lists with ten: how soon the first row is there, by turns, and the longest pause of drawing
 * while one scrolls. Those that go on are loaded to their end, too.
 * @param only a word in the names of the lists that are meant
 * @throws Unavailable when the machine has no PostgreSQL to start
 */
export async function longLists(only = ""): Promise<Line[]> {
  const postgres = await startThrowaway();
  if (!postgres) throw new Unavailable("PostgreSQL is needed as an installed program");
  process.env.RATE_LIMITS = "off";
  await openDatabase({ databaseUrl: postgres.url, dataDir: "" });
  const places: { list: List; short: Place; long: Place }[] = [];
  for (const list of lists.filter(({ what }) => what.includes(only)))
    places.push({ list, short: await place(list, few), long: await place(list, list.many) });
  await db().$executeRaw`ANALYZE`;
  await closeDatabase();
  const app = await AppServer.create({
    DATABASE_URL: postgres.url,
    NEXTAUTH_SECRET: "a-secret-for-benches-of-more-than-32-bytes",
    RATE_LIMITS: "off",
  });
  const browser = await startBrowser();
  const lines: Line[] = [];
  try {
    for (const { list, short, long } of places) {
      const contexts = await Promise.all([short, long].map(() => browser.newContext({ viewport: { width: 1280, height: 800 } })));
      const endOf = (one?: Place & { context: BrowserContext }) =>
        one ? toTheEnd(one.context, app.url + one.path, list) : Promise.reject(new Error("no such place"));
      const both = [short, long].map((one, n) => ({ ...one, context: contexts[n] as BrowserContext, took: [] as number[] }));
      for (const { context, email } of both) {
        await letFunctionsIn(context);
        await signInto(context, app.url, { email, password });
      }
      for (let round = 0; round <= rounds; round++)
        for (const one of round % 2 ? both.toReversed() : both) {
          const ms = await firstRow(one.context, app.url + one.path, list.row);
          if (round > 0) one.took.push(ms);
        }
      const [floor = Number.NaN, ours = Number.NaN] = both.map(({ took }) => percentile(took, 50));
      lines.push({
        bar: "first row",
        what: `${list.many.toLocaleString("en")} ${list.what}, against ${few} (ms)`,
        ours: ours.toFixed(0),
        floor: floor.toFixed(0),
        ratio: ours / floor,
        atMost: 1.2,
      });
      const pause = await longestPause(contexts[1] as BrowserContext, app.url + long.path);
      lines.push({
        bar: "scrolling",
        what: `${list.what}: longest pause (ms)`,
        ours: pause.toFixed(0),
        floor: "–",
        ratio: pause,
        atMost: 1000,
      });
      if (list.loaded) {
        const [atFew, atMany] = [await endOf(both[0]), await endOf(both[1])];
        lines.push(...endLines(list, atMany, atFew));
      }
      await Promise.all(contexts.map((context) => context.close()));
    }
  } finally {
    await browser.close();
    await app.remove();
    await postgres.stop();
  }
  return lines;
}
