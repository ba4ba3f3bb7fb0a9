import type { Locator, Page } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { expect, test } from "./fixtures";

/** The first lecture of the demo course. */
async function firstLecture(url: string): Promise<{ id: string; title: string; course: string }> {
  const { id: course, videos } = await (await ApiClient.signIn(url, "student")).demoCourse();
  const [video] = videos;
  if (!video) throw new Error("the demo data has no video");
  return { id: video.id, title: video.title, course };
}

const linesOf = (text: Locator) =>
  text.evaluate((element) => Math.round(element.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(element).lineHeight)));

test("whom one asks, and the button to ask, stay in view beside the video, however much one has written", async ({ as, server }) => {
  const { id } = await firstLecture(server.url);
  const { page } = await as("student", { at: `/videos/${id}` });
  const form = page.getByRole("form", { name: "Ask about this moment" });
  await form.getByRole("textbox", { name: "Your question" }).fill("Why is it so?\n".repeat(20));
  await form.getByRole("button", { name: "Add code" }).click();
  await form.getByLabel("Code (optional)").fill("x = 1\n".repeat(20));
  const seen = [form.getByRole("button", { name: "Ask", exact: true }), form.getByText(/^Private: you and/)];

  for (const height of [800, 600])
    for (const scrolled of [form.getByRole("heading"), form.getByText("Pause while I type")]) {
      await page.setViewportSize({ width: 1280, height });
      await scrolled.scrollIntoViewIfNeeded();
      for (const one of seen) await expect(one).toBeInViewport({ ratio: 1 });
    }
  // What has the focus is not below them.
  await form.getByLabel("Code (optional)").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  const focus = await page.locator(":focus").boundingBox();
  const choices = await form.getByRole("group", { name: "Who sees your question" }).boundingBox();
  expect((focus?.y ?? 0) + (focus?.height ?? 0)).toBeLessThanOrEqual(choices?.y ?? 0);
});

test("a long title of a lecture takes two or three lines, and a long name one", async ({ as, server }) => {
  const { id, title, course } = await firstLecture(server.url);
  const [lecturer, student] = [await ApiClient.signIn(server.url, "lecturer"), await ApiClient.signIn(server.url, "student")];
  const long = "Everything one could ever want to know on programming languages and their semantics, with guests. ".repeat(2).trim();
  await lecturer.data("PATCH", `/api/videos/${id}`, { title: long });
  const admin = await ApiClient.signIn(server.url, "admin");
  await admin.data("PATCH", `/api/users/${student.userId}`, { last_name: "Montgomery-Smythe".repeat(5) });
  const { id: asked } = await askByRest(student, "Who has such a name?", 20);

  const { page } = await as("lecturer", { at: `/videos/${id}` });
  for (const [width, linesMax] of [
    [1280, 2],
    [390, 3],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toHaveAttribute("title", long);
    expect(await linesOf(heading)).toBe(linesMax);
    expect(await linesOf(page.locator(`#question-${asked}`).getByText(/Montgomery/))).toBe(1);
  }
  await page.goto(`/courses/${course}`);
  expect(await linesOf(page.getByRole("heading", { name: long }))).toBe(2);
  await lecturer.data("PATCH", `/api/videos/${id}`, { title });
});

test("on a phone on its side the whole player fits below the header, and that of a discussion on the screen", async ({ as, server }) => {
  const { id } = await firstLecture(server.url);
  const { id: asked } = await askByRest(await ApiClient.signIn(server.url, "student"), "What is low and wide?", 20);
  // It is clipped by a pixel on each side.
  for (const [width, height] of [
    [844, 390],
    [640, 360],
  ] as const) {
    const { page } = await as("student", { at: `/videos/${id}`, viewport: { width, height }, hasTouch: true });
    await expect(page.getByRole("banner")).toBeInViewport();
    await expect(page.getByRole("region", { name: /^Video player/ })).toBeInViewport({ ratio: 0.98 });

    await page.goto(`/discussions/threads/${asked}`);
    await page.getByRole("button", { name: /^Watch from/ }).click();
    await expect(page.getByRole("region", { name: /^Video player/ })).toBeInViewport({ ratio: 0.98 });
  }
});

test("the player's bar is drawn whole before its controls are there, and does what was pressed on it by then", async ({ as, server }) => {
  const { id } = await firstLecture(server.url);
  const places = (page: Page) => page.locator("media-controller [class*=_place]");
  /** Opens the lecture as somebody who has done nothing yet, and taps on the place that has this picture. */
  const tapped = async (picture: string) => {
    const { page } = await as("student", { at: null, hasTouch: true });
    await page.addInitScript(() => Object.defineProperty(navigator, "userActivation", { value: { hasBeenActive: false } }));
    await page.goto(`/videos/${id}`);
    await places(page).first().waitFor();
    const drawn = await places(page).evaluateAll((all) =>
      all.map((place) => {
        const { maskImage, backgroundColor, height } = getComputedStyle(place, "::before");
        return (maskImage.startsWith("url(") || backgroundColor === "rgb(246, 183, 60)") && Number.parseFloat(height) > 0;
      }),
    );
    expect(drawn).toEqual(Array(7).fill(true));
    await page.locator(`media-controller [class*=_place][class*=_${picture}]`).tap();
    await expect(places(page)).toHaveCount(0);
    return page;
  };

  const muted = await tapped("mute");
  await expect.poll(() => muted.locator("video").evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
  const captioned = await tapped("captions");
  const modes = () => captioned.locator("video").evaluate((video: HTMLVideoElement) => [...video.textTracks].map(({ mode }) => mode));
  await expect.poll(modes).toContain("showing");
  const full = await tapped("full");
  await expect.poll(() => full.evaluate(() => document.fullscreenElement !== null)).toBe(true);
});
