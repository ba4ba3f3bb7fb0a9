// Part of `npm run screenshots`: the main job as a moving picture, docs/screenshots/main-job.webp. A student on the left asks at a second of the
// lecture; the lecturer on the right sees the toast, answers in it, and the student has the answer. Needs ffmpeg.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { isLive, signInto, startBrowser } from "../bench/pages/browser";
import { ApiClient } from "../e2e/client";
import { AppServer } from "../e2e/server";

const frameMs = 125;
const password = "handraise-demo";
const folder = mkdtempSync(join(tmpdir(), "handraise-frames-"));
const server = await AppServer.create();
const browser = await startBrowser();

/** Somebody's page, in a window of their own. */
async function open(email: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 960, height: 800 }, baseURL: server.url });
  await signInto(context, server.url, { email, password });
  const page = await context.newPage();
  await page.goto(path);
  await isLive(page);
  return page;
}

let frames = 0;
let running = true;
/** Takes pictures of both at the same moments until it is stopped. */
async function film(left: Page, right: Page): Promise<void> {
  while (running) {
    const from = performance.now();
    const both = await Promise.all([left, right].map((page) => page.screenshot({ type: "jpeg", quality: 92 })));
    for (const [side, bytes] of both.entries()) writeFileSync(join(folder, `${side}-${String(frames).padStart(4, "0")}.jpg`), bytes);
    frames++;
    await left.waitForTimeout(Math.max(0, frameMs - (performance.now() - from)));
  }
}

try {
  const client = await ApiClient.signIn(server.url, "student");
  const [video] = (await client.demoCourse()).videos;
  if (!video) throw new Error("the demo data has no video");
  const student = await open("student@example.edu", `/videos/${video.id}?t=41`);
  const lecturer = await open("lecturer@example.edu", "/discussions");
  await student.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
  const filming = film(student, lecturer);

  await student.waitForTimeout(800);
  const question = "Why does b.append change a as well?";
  await student.getByRole("textbox", { name: "Your question" }).pressSequentially(question, { delay: 45 });
  await student.waitForTimeout(500);
  await student.keyboard.press("Control+Enter");

  const toast = lecturer.locator("[data-sonner-toast]").filter({ hasText: question });
  await toast.getByRole("button", { name: "Reply" }).click({ timeout: 20_000 });
  await toast.getByRole("textbox").pressSequentially("Both names stand for one list. `list(a)` makes a copy.", { delay: 40 });
  await lecturer.waitForTimeout(500);
  await lecturer.keyboard.press("Control+Enter");

  const answer = student.locator("[data-sonner-toast]").filter({ hasText: "Both names stand for" });
  await answer.waitFor();
  await student.waitForTimeout(1500);
  await answer.getByRole("link").click();
  await student.waitForTimeout(2500);
  running = false;
  await filming;

  const side = (n: number) => ["-framerate", String(1000 / frameMs), "-i", join(folder, `${n}-%04d.jpg`)];
  execFileSync("ffmpeg", [
    ...["-hide_banner", "-loglevel", "error", "-y", ...side(0), ...side(1)],
    ...["-filter_complex", "[0]pad=iw+8:ih:0:0:color=gray[left];[left][1]hstack,scale=1280:-2:flags=lanczos"],
    ...["-c:v", "libwebp_anim", "-loop", "0", "-quality", "80", "-compression_level", "6"],
    resolve(import.meta.dirname, "../docs/screenshots/main-job.webp"),
  ]);
  console.log(`docs/screenshots/main-job.webp: ${frames} frames`);
} finally {
  await browser.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
