import type { Page } from "@playwright/test";
import { AppServer } from "../../e2e/server";
import { percentile } from "../report";
import type { Line } from "../speed/table";
import { isLive, letFunctionsIn, signInto, startBrowser } from "./browser";
import { demoPeople, demoThread } from "./demo";

const rounds = 25;
/** More than three toasts within two seconds become one (`toast-plan.ts`), so that a round keeps this distance (ms) from the last one. */
const apart = 800;

/** Notes when Enter was pressed, by the clock of the machine (ms). */
function noteKey(): void {
  const clock = () => performance.timeOrigin + performance.now();
  window.addEventListener("keydown", (event) => event.key === "Enter" && Object.assign(window, { pressedAt: clock() }), { capture: true });
}

/** Resolves with when a toast with this text was painted, by the same clock. */
function paintedAt(text: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const there = [...document.querySelectorAll("[data-sonner-toast]")].some((toast) => toast.textContent?.includes(text));
      if (!there) return;
      observer.disconnect();
      // The frame that follows the next one has it on screen.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** From the key that sends a reply in one person's browser to the toast on another's screen, in ms. */
async function oneToast(writer: Page, reader: Page, text: string, threadId: string): Promise<number> {
  const painted = reader.evaluate(paintedAt, text);
  const field = writer.getByRole("textbox", { name: "Your reply" });
  await field.fill(text);
  await writer.keyboard.press("Control+Enter");
  const at = await painted;
  const ms = at - (await writer.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt));
  // What is read has no toast, so that the next one stands alone again.
  const read = await reader.request.post(new URL("/api/notifications/read", reader.url()).href, { data: { thread_id: threadId } });
  if (!read.ok()) throw new Error(`The toast could not be marked as read: ${read.status()} ${await read.text()}`);
  await reader.locator("[data-sonner-toast]").waitFor({ state: "detached" });
  await reader.waitForTimeout(apart);
  return ms;
}

/** How long a reply takes from the key to the other's toast, both in browsers on this machine. */
export async function keyToToast(): Promise<Line[]> {
  const app = await AppServer.create({ RATE_LIMITS: "off" });
  const browser = await startBrowser();
  const open = async (who: keyof typeof demoPeople, path: string) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await signInto(context, app.url, demoPeople[who]);
    await letFunctionsIn(context);
    await context.addInitScript(noteKey);
    const page = await context.newPage();
    await page.goto(app.url + path);
    await isLive(page);
    return page;
  };
  try {
    const thread = await demoThread(app);
    const writer = await open("student", `/discussions/threads/${thread.id}`);
    const reader = await open("lecturer", "/courses");
    const took: number[] = [];
    // The first loads the part of the page that shows toasts.
    for (let round = 0; round <= rounds; round++) {
      const ms = await oneToast(writer, reader, `And what happens then, number ${round}?`, thread.id);
      if (round > 0) took.push(ms);
    }
    const line = (what: string, ms: number, atMost: number): Line => ({
      bar: "toast",
      what: `from the key to the other's toast, ${what} (ms)`,
      ours: ms.toFixed(0),
      floor: "–",
      ratio: ms,
      atMost,
    });
    return [line("p50", percentile(took, 50), 300), line("the slowest", Math.max(...took), 1000)];
  } finally {
    await browser.close();
    await app.remove();
  }
}
