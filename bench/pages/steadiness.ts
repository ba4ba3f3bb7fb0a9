import type { Browser, Page } from "@playwright/test";
import { AppServer } from "../../e2e/server";
import type { Line } from "../speed/table";
import { isLive, signInto, startBrowser } from "./browser";
import { type DemoPage, demoPages, plainPath } from "./demo";

/** `shifts`: how far things moved by themselves, and which the most. `slowest`: the longest answer in ms, and to what. */
type Seen = { shifts: number; shift: number; moved: string; slowest: number; act: string };

/** Collects what Chromium tells of layout shifts and of how long each press and key took until the next frame. */
function observe(): void {
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
  type Act = PerformanceEntry & { interactionId: number; target: Node | null };
  const seen: Seen = { shifts: 0, shift: 0, moved: "", slowest: 0, act: "" };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (hadRecentInput) continue;
      seen.shifts += value;
      if (value <= seen.shift) continue;
      seen.shift = value;
      seen.moved = sources
        .map(({ node }) => (node instanceof Element ? node.outerHTML : (node?.textContent ?? "")).slice(0, 120))
        .join("\n    ");
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId, target } of list.getEntries() as Act[]) {
      if (!interactionId || duration <= seen.slowest) continue;
      seen.slowest = duration;
      seen.act = `${name} ${target instanceof Element ? target.outerHTML.slice(0, 120) : "what is gone"}`;
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** What a reader does first: plays, scrolls, writes, opens what there is to open. */
async function use(page: Page, isSignedIn: boolean): Promise<void> {
  const play = page.getByRole("button", { name: "play", exact: true });
  if (await play.isVisible()) {
    // The player's controls come with the first press. The second one meets them on their way.
    await play.click();
    await page.getByRole("button", { name: "pause", exact: true }).click();
  }
  await page.mouse.move(600, 400);
  for (let step = 0; step < 6; step++) {
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(60);
  }
  const field = page.locator("main textarea, main input[type=email]").first();
  if (await field.isVisible().catch(() => false)) {
    await field.click();
    await page.keyboard.type("Why does this happen?", { delay: 30 });
    await page.keyboard.press("Escape");
  }
  if (!isSignedIn) return;
  await page
    .getByRole("button", { name: /^Notifications/ })
    .first()
    .click();
  await page.getByRole("dialog", { name: "Notifications" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("py", { delay: 30 });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
}

async function look(browser: Browser, url: string, { path, who }: DemoPage, slowdown: number): Promise<Seen> {
  const viewport = slowdown > 1 ? { width: 390, height: 844 } : { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport });
  if (who) await signInto(context, url, who);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.addInitScript(observe);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.goto(url + path);
  if (who) await isLive(page);
  await page.waitForTimeout(1000);
  await use(page, who !== null);
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  await context.close();
  return seen;
}

/**
 * How much each page moves by itself (CLS) and how long its slowest answer to a press or a key takes (INP), on a desk, and on a phone with a
 * processor four times as slow.
 */
export async function steadiness(): Promise<Line[]> {
  const app = await AppServer.create({ RATE_LIMITS: "off" });
  const browser = await startBrowser();
  const lines: Line[] = [];
  try {
    for (const page of await demoPages(app))
      for (const slowdown of [1, 4]) {
        await look(browser, app.url, page, slowdown);
        const { shifts, moved, slowest, act } = await look(browser, app.url, page, slowdown);
        const where = `${plainPath(page.path)}${slowdown > 1 ? ", phone, 4 x slower" : ""}`;
        console.log(`${where}: slowest was ${act}${moved && `; moved the most:\n    ${moved}`}`);
        lines.push({ bar: "CLS", what: where, ours: shifts.toFixed(4), floor: "–", ratio: shifts, atMost: 0.02 });
        lines.push({
          bar: "INP",
          what: `${where} (ms)`,
          ours: String(slowest),
          floor: "–",
          ratio: slowest,
          atMost: slowdown > 1 ? 200 : 100,
        });
      }
  } finally {
    await browser.close();
    await app.remove();
  }
  return lines;
}
