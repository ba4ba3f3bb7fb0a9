import type { BrowserContext, Page } from "@playwright/test";
import { limits } from "#lib/contract/limits.ts";
import { percentile } from "../report";
import { isLive } from "./browser";
import type { List } from "./long-scenes";

/** A list that was loaded to its end: what is in the document and in memory, and how long 95 of 100 frames take while one scrolls. */
export type End = { nodes: number; heapMb: number; frameMs: number };

/** How long nothing has to come (ms) until a list is taken for complete. */
const quietMs = 3000;

/** What a list is loaded by, where it does not go on by itself. */
const buttons = /^(Show more|Show earlier messages)$/;
/** Scrolls the page, and the questions beside a video, to their end. @returns how high they are together (px) */
const scrollToEnd = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>("aside > div")].reduce((sum, place) => {
      place.scrollTo({ top: place.scrollHeight, behavior: "instant" });
      return sum + place.scrollHeight;
    }, 0),
  );

/** Loads all of a list, or so many rows, as somebody does who holds the End key down and presses the button where there is one. */
async function loadAll(page: Page, { loaded = 0 }: List): Promise<void> {
  const more = page.getByRole("button", { name: buttons });
  let height = -1;
  let presses = 0;
  for (let since = Date.now(); Date.now() - since < quietMs; ) {
    const now = await scrollToEnd(page);
    if (presses * limits.messagesAtOnce >= loaded) return;
    if (await more.isVisible())
      await more.click({ timeout: 1000 }).then(
        () => presses++,
        () => undefined,
      );
    await page.waitForTimeout(30);
    if (now !== height) since = Date.now();
    height = now;
  }
}

/** Loads a list to its end, and flings it up and down again: 1,500 pixels every 30 ms. */
export async function toTheEnd(context: BrowserContext, url: string, list: List): Promise<End> {
  const page = await context.newPage();
  await page.goto(url);
  await isLive(page);
  await loadAll(page, list);
  const devtools = await context.newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await scrollToEnd(page);
  await page.evaluate(() => {
    const drawn: number[] = [];
    Object.assign(window, { drawn });
    let last = performance.now();
    const frame = (now: number) => {
      drawn.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(list.pointer ?? 640, 500);
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 30 ? -1500 : 1500);
    await page.waitForTimeout(30);
  }
  const drawn = await page.evaluate(() => (window as unknown as { drawn: number[] }).drawn);
  await page.close();
  return { nodes, heapMb: usedSize / 1e6, frameMs: percentile(drawn, 95) };
}
