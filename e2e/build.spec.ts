import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { compileHint, hintedMinBytes } from "../scripts/compile-hints.mjs";
import { barsOf, kilobytes, scriptsOf } from "./first-load";
import { expect, online, test } from "./fixtures";

const chunks = resolve(import.meta.dirname, "../.next/static/chunks");
const scriptNames = readdirSync(chunks, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
const scripts = scriptNames.map((name) => ({ name, text: readFileSync(join(chunks, name), "utf8") }));

test("no script of a page holds zod: it checks on the server", () => {
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter(({ text }) => text.includes("_zod")).map(({ name }) => name)).toEqual([]);
});

test("large scripts say that the browser compiles them before they run", () => {
  const hinted = scripts.filter(({ text }) => text.startsWith(compileHint)).map(({ name }) => name);

  expect(hinted.length).toBeGreaterThan(5);
  expect(hinted).toEqual(scripts.filter(({ text }) => text.length >= hintedMinBytes + compileHint.length).map(({ name }) => name));
});

/** The pages that are larger than their bar, with their largest chunks, and how many pages were checked. */
async function overBar(request: APIRequestContext): Promise<{ over: string[]; looked: number }> {
  const answer = await request.get("/api/discussions/threads?limit=1");
  const { data } = (await answer.json()) as { data: { id: string; video_id: string; course_id: string }[] };
  const [thread] = data;
  if (!thread) throw new Error("no discussion");
  const over: string[] = [];
  let looked = 0;
  for (const [path, bar] of barsOf({ thread: thread.id, video: thread.video_id, course: thread.course_id })) {
    const page = await request.get(path, { maxRedirects: 0 });
    // A student has no dashboard.
    if (page.status() !== 200) continue;
    looked++;
    const scripts = scriptsOf(await page.text());
    const size = kilobytes(scripts);
    const largest = scripts.slice(0, 8).map(({ name, bytes }) => `${name} ${bytes}`);
    if (size > bar) over.push(`${path}: ${size} kB instead of ${bar} at most. Largest: ${largest.join(", ")}`);
  }
  return { over, looked };
}

test("a page loads no more than it needs to be read", async ({ as }) => {
  for (const [who, pages] of [
    ["student", 7],
    ["lecturer", 8],
  ] as const) {
    const { context } = await as(who, { at: null });
    expect(await overBar(context.request), who).toEqual({ over: [], looked: pages });
  }
});

test("a page asks for no other one before somebody leaves it, and a composer at rest changes no style of the root", async ({ as }) => {
  const { page } = await as("student");
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("_rsc=") && asked.push(request.url()));

  await page.goto("/discussions");
  await online(page);
  await page.goto((await page.locator('a[href^="/discussions/threads/"]').first().getAttribute("href")) ?? "");
  await online(page);

  expect(asked).toEqual([]);
  const root = page.locator("html");
  await expect(root).not.toHaveAttribute("data-composer");
  await expect(root).not.toHaveAttribute("style", /composer/);
  // 100 px of the composer at rest, and 1 rem.
  await expect(root).toHaveCSS("scroll-padding-bottom", "116px");
  // Then its height has to be the one that the styles know.
  const known = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--composer-height"));
  expect(known).toBe(`${(await page.locator('[data-pinned="composer"]').boundingBox())?.height}px`);
});

test("a list says how long ago something was before its scripts as it does afterwards, so that no line breaks elsewhere", async ({
  as,
}) => {
  const { page, context } = await as("student", { at: "/discussions" });
  const times = (text: string) => [...text.matchAll(/<time[^>]*>(.*?)<\/time>/g)].map(([, time]) => time);

  // A minute may pass between the two.
  await expect(async () => {
    const painted = times(await (await context.request.get("/discussions")).text());
    expect(painted.length).toBeGreaterThan(0);
    expect(painted).toEqual(times(await page.locator("main").innerHTML()));
  }).toPass({ timeout: 10_000 });
});
