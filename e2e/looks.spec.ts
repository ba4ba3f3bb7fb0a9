import type { Locator, Page, Route } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { expect, online, test } from "./fixtures";
import { places } from "./scenes";

test("a choice that filters a list looks like a menu when it is open, in the dark theme too, and is made by keys", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/dashboard", colorScheme: "dark" });
  const choice = page.getByRole("combobox", { name: "Lecture" });
  const look = (pseudo: string) =>
    choice.evaluate((element, of) => {
      const { appearance, backgroundColor, borderRadius } = getComputedStyle(element, of);
      return [appearance, backgroundColor, borderRadius];
    }, pseudo);
  await choice.focus();
  await page.keyboard.press("Space");

  expect(await look("::picker(select)")).toEqual(["base-select", "rgb(27, 30, 36)", "12px"]);
  await expect(page.getByRole("option", { name: "All lectures" })).toBeFocused();

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\?video=/);
  await expect(choice).not.toHaveValue("");
});

test("on a phone the choices that filter a list share one row, which they fill", async ({ as, server }) => {
  const { course } = await places(server.url);
  const { page } = await as("student", { at: `/courses/${course}/questions`, viewport: { width: 390, height: 844 } });
  const boxes = await page.getByRole("combobox").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
  expect(boxes).toHaveLength(2);
  const [first, last] = boxes as [DOMRect, DOMRect];
  expect([Math.round(first.left), first.top]).toEqual([16, last.top]);
  expect(Math.round(last.right)).toBe((await page.evaluate(() => document.body.clientWidth)) - 16);
});

/** The words of buttons that take more than a line, and the rows of tools that do. */
const wrapped = (within: Locator) =>
  within.evaluate((box) => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr-only");
    const linesOf = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 2).map(({ top, height }) => top + height / 2);
      return Math.max(...tops) - Math.min(...tops) > 12;
    };
    const buttons = [...box.querySelectorAll("button, label")].filter((one) => isSeen(one) && linesOf(one));
    const tools = [...box.querySelectorAll("[role=tablist]")].filter(isSeen).flatMap((tabs) => {
      const row = [...(tabs.parentElement?.querySelectorAll("button") ?? [])].filter(isSeen);
      const tops = row.map((button) => Math.round(button.getBoundingClientRect().top));
      return new Set(tops).size > 1 ? [`tools in ${new Set(tops).size} rows`] : [];
    });
    return [...buttons.map(({ textContent }) => textContent), ...tools];
  });

test("on a phone no button of what one writes with takes two lines, and its tools stand in one row", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  const { id, video_id } = await askByRest(student, "Do all the tools fit on the small screen?", 20);
  const [asker, lecturer] = [await as("student", { at: null }), await as("lecturer", { at: null })];
  for (const width of [360, 390]) {
    // A phone's scroll bar takes no room, and this one does.
    const viewport = { width: width + 15, height: 844 };
    await asker.page.setViewportSize(viewport);
    await asker.page.goto(`${server.url}/videos/${video_id}`);
    await online(asker.page);
    const form = asker.page.getByRole("form", { name: "Ask about this moment" });
    await form.getByRole("textbox", { name: "Your question" }).fill("Why is it so?");
    await form.getByRole("button", { name: "Add code" }).click();
    await form.getByText("Class", { exact: true }).click();
    await form.getByRole("button", { name: "Attach this frame" }).waitFor();
    expect(await wrapped(form)).toEqual([]);

    await lecturer.page.setViewportSize(viewport);
    await lecturer.page.goto(`${server.url}/discussions/threads/${id}`);
    await online(lecturer.page);
    await lecturer.page.getByRole("textbox", { name: "Your reply" }).fill("They do.");
    const composer = lecturer.page.getByRole("form", { name: "Your reply" });
    await composer.getByRole("button", { name: "Attach a picture" }).waitFor();
    expect(await wrapped(composer)).toEqual([]);

    await lecturer.page.goto(`${server.url}/dashboard`);
    await online(lecturer.page);
    const row = lecturer.page.locator("article").filter({ hasText: "Do all the tools fit" });
    await row.getByRole("button", { name: /^Reply/ }).click();
    await row.getByRole("textbox").fill("They do.");
    await row.getByRole("button", { name: "Attach a picture" }).waitFor();
    expect(await wrapped(row.getByRole("form"))).toEqual([]);
  }
});

test("on a phone no line of facts begins or ends with a dot, and a row of the inbox keeps its width for the question", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/notifications", viewport: { width: 390, height: 844 } });
  const unread = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: /^Unread/ }) })
    .first();
  // The room for a question, however short it is: what is said beside it for the eye is not in its line.
  const room = await unread.evaluate((row) => {
    const line = row.querySelector("p") as HTMLElement;
    const beside = [...line.children].slice(1).filter((word) => getComputedStyle(word).position !== "absolute");
    return (line.clientWidth - beside.reduce((sum, word) => sum + word.getBoundingClientRect().width, 0)) / row.clientWidth;
  });
  expect(room).toBeGreaterThan(0.6);

  await page.goto("/discussions");
  const address = await page.locator("#content a[href*='/threads/']").first().getAttribute("href");
  await page.goto(address ?? "");
  const head = page.locator("#content header");
  await expect(head.getByRole("link")).toHaveCount(3);
  // What separates two facts belongs to the second, and is cut off where that one begins a line.
  const faults = await page
    .locator(".dotted")
    .evaluateAll((rows) =>
      rows.flatMap((row) => [
        ...(row.textContent?.includes("·") ? [`${row.textContent} has a dot of its own`] : []),
        ...[...row.children]
          .filter((fact) => getComputedStyle(fact, "::before").content !== '"·" / ""')
          .map(({ textContent }) => textContent),
      ]),
    );
  expect(faults).toEqual([]);
});

test("what begins a video lies in the corner of the slide, beside what is said over it", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student3");
  const { videos } = await student.demoCourse();
  const { page } = await as("student3", { at: `/videos/${videos[0]?.id}?t=41`, viewport: { width: 390, height: 844 } });
  const player = page.locator("media-controller");
  const begin = player.locator("button[aria-hidden=true]").first();
  const [frame, button] = [await player.boundingBox(), await begin.boundingBox()];
  if (!frame || !button) throw new Error("nothing to press");

  expect((button.x + button.width - frame.x) / frame.width).toBeLessThan(0.25);
  expect((button.y - frame.y) / frame.height).toBeGreaterThan(0.35);

  await begin.click();
  await expect.poll(() => player.locator("video").evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
  await expect(begin).toHaveCount(0);
});

/** A test that looks at a page counts as somebody who uses it: its visitor has done nothing yet. */
const asUnused = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, "userActivation", { value: { hasBeenActive: false } }));
const isController = (page: Page) => page.evaluate(() => customElements.get("media-controller") !== undefined);
const isPaused = (page: Page) => page.locator("media-controller video").evaluate((video: HTMLVideoElement) => video.paused);

for (const [length, seconds, text] of [["a long lecture", 4380, "1:13:00"] as const, ["one of an hour", 3599, "59:59"] as const])
  test(`all of the player's controls are within it on every screen, in ${length} as well`, async ({ as, server }) => {
    const student = await ApiClient.signIn(server.url, "student3");
    const { videos } = await student.demoCourse();
    const { page } = await as("student3", { at: null });
    await page.addInitScript((at) => {
      Object.defineProperty(HTMLMediaElement.prototype, "duration", { get: () => at });
      Object.defineProperty(HTMLMediaElement.prototype, "currentTime", { get: () => at, set: () => undefined });
    }, seconds);
    for (const width of [320, 360, 375, 390, 430, 656, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`/videos/${videos[0]?.id}`);
      await page.getByRole("button", { name: "play", exact: true }).waitFor();
      await page.keyboard.press("Shift");
      await expect(page.locator("media-fullscreen-button")).toBeVisible();
      await expect(page.locator("media-controller")).toContainText(text);
      const frame = await page.locator("media-controller").boundingBox();
      const bar = page.locator("media-controller > div").last().locator(":scope > *");

      const ends = await bar.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));

      expect(Math.max(...ends), `at ${width} px`).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
    }
  });

test("a lecture loads the player's largest part with the first touch of its page, and plays without it", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student3");
  const { videos } = await student.demoCourse();
  const { page } = await as("student3", { at: null, viewport: { width: 390, height: 844 }, hasTouch: true });
  await asUnused(page);
  const waiting: Route[] = [];
  let held = false;
  await page.route("**/_next/static/chunks/**", (route) => (held ? waiting.push(route) : route.continue()));
  await page.goto(`/videos/${videos[0]?.id}`);
  const play = page.getByRole("button", { name: "play", exact: true });
  await play.waitFor();
  await page.waitForLoadState("networkidle");
  expect(await isController(page)).toBe(false);

  held = true;
  await page.locator("media-controller video").tap({ position: { x: 200, y: 60 } });
  await expect.poll(() => isPaused(page)).toBe(false);
  const pause = page.getByRole("button", { name: "pause", exact: true });
  await pause.tap();
  await expect.poll(() => isPaused(page)).toBe(true);
  expect(await isController(page)).toBe(false);

  held = false;
  for (const route of waiting) await route.continue();
  await expect(page.locator("media-fullscreen-button")).toBeVisible();
  await expect(page.getByRole("region", { name: /^Video player: ./ })).toBeVisible();
  // A tap now shows the controls and hides them, as media-chrome has it.
  await page.locator("media-controller video").tap({ position: { x: 200, y: 60 } });
  await expect(page.locator("media-controller")).toHaveAttribute("userinactive", "");
  expect(await isPaused(page)).toBe(true);
});

test("a click on the picture plays and pauses with media-chrome as well, and what was muted stays so from the first", async ({
  as,
  server,
}) => {
  const student = await ApiClient.signIn(server.url, "student3");
  const { videos } = await student.demoCourse();
  const { page } = await as("student3", { at: null });
  await asUnused(page);
  await page.goto(`/videos/${videos[0]?.id}`);
  const isMuted = () => page.locator("media-controller video").evaluate((video: HTMLVideoElement) => video.muted);
  await page.getByRole("button", { name: "play", exact: true }).waitFor();

  // The first key of the page has media-chrome load, and is not lost.
  await page.keyboard.press("m");
  await expect.poll(isMuted).toBe(true);
  await expect(page.locator("media-fullscreen-button")).toBeVisible();
  const picture = page.locator("media-controller video");
  await picture.click({ position: { x: 400, y: 60 } });
  await expect.poll(() => isPaused(page)).toBe(false);
  await picture.click({ position: { x: 400, y: 60 } });
  await expect.poll(() => isPaused(page)).toBe(true);

  await page.reload();
  await page.getByRole("button", { name: "play", exact: true }).waitFor();
  expect(await isMuted()).toBe(true);
});

test("the player's controls come in their places, and the captions' button says that it opens a menu", async ({ as, server }) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const { videos } = await lecturer.demoCourse();
  const path = `/videos/${videos[0]?.id}`;
  const captions = "WEBVTT\n\n00:00.000 --> 00:09.000\nSchleifen und Bereiche";
  await lecturer.data("PUT", `/api${path}/captions`, { captions, language: "de" });

  for (const width of [390, 1280]) {
    const { page } = await as("student3", { at: null, viewport: { width, height: 844 } });
    await page.addInitScript(() => {
      const seen = new Set<string>();
      const look = () => {
        const player = document.querySelector("media-controller")?.getBoundingClientRect();
        const ours = document.querySelectorAll("media-controller :is(button[aria-hidden=true], [aria-label^=Ask], [aria-label^=Speed])");
        for (const [index, one] of ours.entries()) {
          const { right, bottom } = one.getBoundingClientRect();
          if (player) seen.add([index, Math.round(player.right - right), Math.round(player.bottom - bottom)].join());
        }
        document.documentElement?.setAttribute("data-places", [...seen].join(" "));
        requestAnimationFrame(look);
      };
      look();
    });
    await asUnused(page);
    await page.goto(path);
    const plain = page.locator("media-controller button[aria-label=play]");
    // To get the focus is a sign, too.
    await plain.focus();
    await expect(page.locator("media-fullscreen-button")).toBeVisible();
    // Whoever is on the button before that of media-chrome is there stays on it.
    await expect(page.locator("media-play-button")).toBeFocused();
    await expect(page.locator("html")).toHaveAttribute("data-places", /^0,\S+ 1,\S+ 2,\S+$/);
    await expect(page.locator("media-captions-menu-button")).toHaveAttribute("aria-haspopup", "menu");
  }
  await lecturer.data("DELETE", `/api${path}/captions?language=de`);
});
