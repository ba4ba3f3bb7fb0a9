import type { BrowserContext, Page } from "@playwright/test";
import { percentile } from "../report";
import { isLive } from "./browser";

/** A list that was loaded to its end: what is in the document and in memory, and how long 95 of 100 frames take while one scrolls. */
export type End = { nodes: number; heapMb: number; frameMs: number };

/** How long nothing has to come (ms) until a list is taken for complete. */
const quietMs = 3000;

/** Loads all of a list, as somebody does who holds the End key down and presses the button where there is one. */
async function loadAll(page: Page): Promise<void> {
  const more = page.getByRole("button", { name: "Show more" });
  let height = -1;
  for (let since = Date.now(); Date.now() - since < quietMs; ) {
    const now = await page.evaluate(() => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      return document.documentElement.scrollHeight;
    });
    if (await more.isVisible()) await more.click({ timeout: 1000 }).catch(() => undefined);
    await page.waitForTimeout(30);
    if (now !== height) since = Date.now();
    height = now;
  }
}

/** Loads a list to its end, and flings it up and down again: 1,500 pixels every 30 ms. */
export async function toTheEnd(context: BrowserContext, url: string): Promise<End> {
  const page = await context.newPage();
  await page.goto(url);
  await isLive(page);
  await loadAll(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
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
  await page.mouse.move(640, 500);
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 30 ? -1500 : 1500);
    await page.waitForTimeout(30);
  }
  const drawn = await page.evaluate(() => (window as unknown as { drawn: number[] }).drawn);
  await page.close();
  return { nodes, heapMb: usedSize / 1e6, frameMs: percentile(drawn, 95) };
}
