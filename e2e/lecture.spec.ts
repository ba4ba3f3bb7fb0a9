import type { Thread } from "#lib/contract/discussions.ts";
import { ApiClient, askByRest } from "./client";
import { expect, online, playFrom, standsAt, test } from "./fixtures";

test("a lecture is a place to work: its rail follows, opens questions in place, and asks in full screen", async ({ as, server }) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const student = await ApiClient.signIn(server.url, "student2");
  const { videos, lecturer_id } = await student.demoCourse();
  const video = videos[0]?.id as string;
  const ask = (question_text: string, video_timestamp_seconds: number) =>
    student.data<Thread>("POST", "/api/discussions/threads", { video_id: video, lecturer_id, question_text, video_timestamp_seconds });
  const asked: Thread[] = [];
  for (let n = 0; n < 12; n++) asked.push(await ask(`What happens at second ${n * 6} of this?`, n * 6));
  const last = asked.at(-1) as Thread;
  await lecturer.data("POST", `/api/discussions/threads/${last.id}/messages`, { content: "The name is bound anew." });

  const { page } = await as("student2", { at: `/videos/${video}` });
  const rail = page.getByRole("complementary", { name: "Questions about this lecture" });
  const card = rail.locator(`#question-${last.id}`);
  const pageScroll = () => page.evaluate(() => window.scrollY);

  // The card of the current second scrolls into view within the rail. The page does not scroll.
  await playFrom(page, 10);
  await expect(card).not.toBeInViewport();
  await playFrom(page, 67);
  await expect(card).toBeInViewport();
  await expect(card).toContainText("At this point in the lecture");
  expect(await pageScroll()).toBe(0);

  // The card opens in place and is answered there. The video stays in view.
  await card.getByRole("button", { expanded: false }).click();
  await expect(card.getByText("The name is bound anew.")).toBeVisible();
  await card.getByRole("textbox", { name: "Your reply" }).fill("Thank you!");
  await page.keyboard.press("Control+Enter");
  await expect(card.getByRole("article").filter({ hasText: "Thank you!" })).toHaveCount(1);
  await expect(page.locator("video")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(card.getByRole("button", { expanded: false })).toBeFocused();

  // Keys for the player and for the question field work anywhere on the page.
  const second = () => page.locator("video").evaluate((video: HTMLVideoElement) => Math.round(video.currentTime));
  await page.keyboard.press("j");
  await expect.poll(second).toBe(57);
  await page.keyboard.press("ArrowRight");
  await expect.poll(second).toBe(62);
  // The key after it is for the field already, however soon it comes.
  const question = page.getByRole("textbox", { name: "Your question" });
  await page.evaluate(() => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "q", bubbles: true }));
    document.documentElement.dataset.after = document.activeElement?.tagName ?? "";
  });
  await expect(page.locator("html")).toHaveAttribute("data-after", "TEXTAREA");
  await expect(question).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");

  // In full screen the hand opens the question field over the video, and the toast is shown there, too.
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.getByRole("button", { name: "Ask a question", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Your question" })).toBeFocused();
  await page.keyboard.type("Is this asked in full screen?");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Question sent" })).toBeVisible();
  expect(await page.evaluate(() => document.fullscreenElement?.contains(document.querySelector("[data-sonner-toast]")))).toBe(true);
  await page.keyboard.press("f");
  await expect(rail.getByRole("button", { name: "Is this asked in full screen?" })).toBeVisible();
});

test("a toast and a row of the inbox lead to where the second in question is on screen", async ({ as, server }) => {
  const { page } = await as("lecturer", { at: "/discussions" });
  const student = await ApiClient.signIn(server.url, "student3");
  const thread = await askByRest(student, "What is the arrow on this slide?", 41);
  const still = page.locator("main video[data-still]");
  const isShown = async () => {
    await expect.poll(() => still.evaluate((video: HTMLVideoElement) => Math.round(video.currentTime))).toBe(41);
    await expect(still).toHaveCSS("opacity", "1");
    await expect(still).toBeInViewport();
  };

  await page.locator("[data-sonner-toast] [data-opens]").filter({ hasText: "What is the arrow" }).click();
  // A toast opens the player itself, which stands still.
  const player = page.locator("media-controller video");
  await expect(page).toHaveURL(`${server.url}/discussions/threads/${thread.id}?t=41#question`);
  await standsAt(page, 41);
  await expect(player).toBeInViewport();
  await expect(still).toHaveCount(0);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/notifications");
  await page.getByRole("link", { name: /What is the arrow on this slide/ }).click();
  await page.waitForURL(`**/discussions/threads/${thread.id}`);
  await isShown();

  // The player replaces the frame. In the queue the frame is shown while the question is answered.
  await page.getByRole("button", { name: /^Watch from/ }).click();
  await page.locator("media-controller").waitFor();
  await expect(still).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/dashboard");
  await online(page);
  const row = page.getByRole("article").filter({ hasText: "What is the arrow" });
  await row.hover();
  await row.getByRole("button", { name: "Reply" }).click();
  await isShown();
});

test("on a phone the video stays on top while one types, and the line one writes is seen below it", async ({ as, server }) => {
  const { videos } = await (await ApiClient.signIn(server.url, "student")).demoCourse();
  const { page } = await as("student", { at: `/videos/${videos[0]?.id}`, viewport: { width: 390, height: 844 } });
  const field = page.getByRole("textbox", { name: "Your question" });
  await field.click();
  const player = page.locator("[data-pinned=video]");

  // The keyboard opens: the page is as low as what is left, and wider than high.
  for (const height of [844, 380, 300]) {
    await page.setViewportSize({ width: 390, height });
    await page.keyboard.type("Why is the other list longer now, too? ");
    await page.evaluate(() => window.scrollBy({ top: 20, behavior: "instant" }));
    await page.keyboard.press("End");
    const { y = -1, height: high = 0 } = (await player.boundingBox()) ?? {};
    expect(y, `the video at 390 × ${height}`).toBeGreaterThanOrEqual(0);
    expect(y + high, `the end of the video at 390 × ${height}`).toBeLessThan(height - 100);
    const written = (await field.boundingBox()) ?? { y: 0, height: 0 };
    expect(written.y, `the field at 390 × ${height}`).toBeGreaterThanOrEqual(y + high - 1);
    expect(written.y + 40, `its first line at 390 × ${height}`).toBeLessThan(height);
  }

  // So does a tablet with its keyboard open, which is wider than high, too. A window on a desk is not.
  await page.setViewportSize({ width: 768, height: 560 });
  await expect(player).toHaveCSS("position", "static");

  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  await expect(player).toHaveCSS("position", "sticky");

  // A phone on its side is too low for both.
  await page.setViewportSize({ width: 844, height: 390 });
  await expect(player).toHaveCSS("position", "static");
});
