import type { Locator, Page } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { atRest, expect, online, playFrom, test } from "./fixtures";

/** Sizes of a screen at 400 % zoom, a phone on its side, and a phone with its keyboard open, in px. */
const low = [
  { width: 320, height: 200 },
  { width: 844, height: 390 },
  { width: 390, height: 420 },
];
const high = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const draft = "A reply of some lines.\n".repeat(12);

/** Whether a click in the middle of an element reaches it, after it was scrolled into view. */
async function isReachable(target: Locator): Promise<boolean> {
  await target.scrollIntoViewIfNeeded();
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element === hit || element.contains(hit));
  });
}

/** Goes through the page with Tab. @returns the elements that had the focus while nothing of them could be seen */
async function coveredStops(page: Page): Promise<string[]> {
  const covered: string[] = [];
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('a[href="#content"]')?.focus();
    window.scrollTo({ top: 0, behavior: "instant" });
  });
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press("Tab");
    // After two frames everything that changes its size with the focus has done so.
    const fault = await page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const { left, top, width, height } = element.getBoundingClientRect();
      const isSeen = [0.1, 0.5, 0.9].some((x) =>
        [0.1, 0.3, 0.5, 0.7, 0.9].some((y) => {
          const hit = document.elementFromPoint(left + width * x, top + height * y);
          return hit !== null && (element.contains(hit) || hit.contains(element));
        }),
      );
      return isSeen ? null : `${element.tagName} ${element.ariaLabel ?? element.textContent?.trim().slice(0, 40)}`;
    });
    if (fault === "end") break;
    if (fault) covered.push(fault);
  }
  return covered;
}

/** A discussion of the demo student with a question of several lines and some replies. */
async function longThread(url: string): Promise<string> {
  const [student, lecturer] = [await ApiClient.signIn(url, "student"), await ApiClient.signIn(url, "lecturer")];
  const { id } = await askByRest(student, "Why does the other list change as well? ".repeat(3), 41);
  for (let reply = 0; reply < 6; reply++)
    await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: `Reply ${reply}. `.repeat(20) });
  return `/discussions/threads/${id}`;
}

test("a discussion can be read and answered on every screen, and the focus is never covered", async ({ as, server }) => {
  const path = await longThread(server.url);
  const { page } = await as("student", { at: null });

  for (const size of [...low, ...high]) {
    const at = `${size.width} × ${size.height}`;
    await page.setViewportSize(size);
    await page.goto(path);
    const field = page.getByRole("textbox", { name: "Your reply" });
    await field.waitFor();
    // By then the page has scrolled to what is unread.
    await online(page);
    await atRest(page);
    if (low.includes(size)) {
      const pinned = await page.evaluate(() =>
        [...document.querySelectorAll("header, nav, [data-pinned]")]
          .filter((element) => element.checkVisibility() && ["fixed", "sticky"].includes(getComputedStyle(element).position))
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(pinned, at).toEqual([]);
    } else {
      const { y = 0, height = 0 } = (await page.locator('[data-pinned="composer"]').boundingBox()) ?? {};
      expect(height, at).toBeLessThan(size.height / 5);
      // Nothing is read between it and the bar of a phone.
      const bar = await page.locator('[data-pinned="bar"]').boundingBox();
      expect(y + height, at).toBeGreaterThanOrEqual(bar?.y ?? 0);
    }
    expect(await isReachable(page.getByRole("heading", { level: 1 })), `question at ${at}`).toBe(true);
    expect(await coveredStops(page), at).toEqual([]);
    if (high.includes(size)) {
      await page.evaluate(() => window.scrollTo({ top: 60, behavior: "instant" }));
      // By coordinates, because Playwright's click scrolls even to what is in view.
      const { x = 0, y = 0, height = 0 } = (await field.boundingBox()) ?? {};
      await page.mouse.click(x + 20, y + height / 2);
      await page.keyboard.type("a few\nlines");
      expect(await page.evaluate(() => window.scrollY), `typing moves nothing at ${at}`).toBe(60);
    }
    await field.fill(draft);
    await expect(page.getByRole("navigation", { name: "Main" }).filter({ visible: true })).toHaveCount(size.width < 640 ? 0 : 1);
    expect(await isReachable(page.getByRole("button", { name: "Send", exact: true })), `Send at ${at}`).toBe(true);
    expect(await coveredStops(page), `with a draft at ${at}`).toEqual([]);
    await field.fill("");
  }
});

test("a reply that is being written stays in sight with its buttons when messages come above it, and nobody who scrolls away is pulled back", async ({
  as,
  server,
}) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const { page } = await as("student", { at: null, viewport: { width: 844, height: 390 } });
  const path = await longThread(server.url);
  await page.goto(path);
  await online(page);
  const say = (content: string) => lecturer.data("POST", `/api${path}/messages`, { content });
  const send = page.getByRole("button", { name: "Send", exact: true });
  await page.getByRole("textbox", { name: "Your reply" }).pressSequentially("Here I am");
  await expect(send).toBeInViewport({ ratio: 1 });

  await say("One more line.\n".repeat(30));
  await expect(page.getByText("One more line.").last()).toBeAttached();
  await expect(send).toBeInViewport({ ratio: 1 });

  // By a wheel, as a reader does, who turns it again when the page was just following: Chromium adds what is left of such a smooth scroll
  // to a script's that interrupts it.
  await page.mouse.move(420, 200);
  const scrollAway = async () => {
    await page.mouse.wheel(0, -10_000);
    await atRest(page);
    return page.evaluate(() => window.scrollY);
  };
  await expect.poll(scrollAway).toBe(0);
  await say("And a last one.\n".repeat(30));
  await expect(page.getByText("And a last one.").last()).toBeAttached();
  await atRest(page);
  expect(await page.evaluate(() => window.scrollY)).toBeLessThan(20);
});

test("the player of a discussion lies above the composer, and the page stands when it does not come", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED|chunk|Failed to fetch/i);
  const path = await longThread(server.url);
  const { page } = await as("student", { at: path });
  await page.getByRole("textbox", { name: "Your reply" }).waitFor();
  await page.route("**/_next/static/chunks/**", (route) => route.abort());
  await page.getByRole("button", { name: /^Watch from/ }).click();

  await expect(page.getByText("Couldn’t load the player.")).toBeVisible();

  await page.getByRole("textbox", { name: "Your reply" }).fill("**bold**");
  await page.getByRole("tab", { name: "Preview" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("**bold**");

  await page.unroute("**/_next/static/chunks/**");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByRole("tabpanel").locator("strong")).toHaveText("bold");

  await page.getByRole("tab", { name: "Write" }).click();
  await page.getByRole("textbox", { name: "Your reply" }).fill("");
  for (const size of high) {
    await page.setViewportSize(size);
    await page.goto(path);
    await page.getByRole("button", { name: /^Watch from/ }).click();
    await page.locator("media-play-button").waitFor();
    await page.locator("media-controller").hover();
    for (const button of ["media-play-button", "media-fullscreen-button"])
      expect(await isReachable(page.locator(button)), `${button} at ${size.width} px`).toBe(true);
    const { y = 0, height = 0 } = (await page.locator("media-controller").boundingBox()) ?? {};
    const composer = await page.locator('[data-pinned="composer"]').boundingBox();
    expect(y + height, `at ${size.width} px`).toBeLessThanOrEqual((composer?.y ?? 0) + 1);
  }
});

test("a toast covers nothing that one presses, and is seen in full screen", async ({ as, server }) => {
  const path = await longThread(server.url);
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const other = await askByRest(student, "Another question, about something else?");
  const [{ page: ofLecturer }, { page: ofStudent }] = [await as("lecturer"), await as("student")];
  const toast = (page: Page) => page.locator("[data-sonner-toast]").first();
  const news = {
    lecturer: () => askByRest(student, "What is shown while I press something?"),
    student: () => lecturer.data("POST", `/api/discussions/threads/${other.id}/messages`, { content: "An answer." }),
  };
  // A queue of another video: where the new question comes into sight by itself there is no toast.
  const elsewhere = (await student.demoCourse()).videos[1]?.id;
  const places = [
    { page: ofLecturer, path, buttons: ["Send", "Resolve"], cause: news.lecturer },
    { page: ofLecturer, path: `/dashboard?video=${elsewhere}`, buttons: ["Reply", "Resolve"], cause: news.lecturer },
    { page: ofStudent, path: `/videos/${other.video_id}`, buttons: ["Attach the current time", "play"], cause: news.student },
  ];
  /** Other parts that must be below the toast. On a phone the player need not, because its controls are far below the header. */
  const belowAt = (width: number) => `${width < 640 ? "" : "media-controller, "}aside[aria-label^="Questions"] > *`;

  for (const size of high)
    for (const { page, path: where, buttons, cause } of places) {
      await page.setViewportSize(size);
      await page.goto(where);
      await page
        .getByRole("button", { name: buttons[0] ?? "", exact: true })
        .first()
        .waitFor();
      await online(page);
      await cause();
      await expect(toast(page)).toBeVisible();
      await atRest(page);
      const { y = 0, height = 0 } = (await toast(page).boundingBox()) ?? {};
      for (const part of await page.locator(belowAt(size.width)).all())
        expect((await part.boundingBox())?.y, `below the toast at ${size.width} px`).toBeGreaterThanOrEqual(y + height - 8);
      for (const name of buttons) {
        const button = page.getByRole("button", { name, exact: true }).first();
        expect(await isReachable(button), `${name} on ${where} at ${size.width} px`).toBe(true);
      }
    }

  await ofStudent.setViewportSize({ width: 1280, height: 800 });
  await ofStudent.goto(`/videos/${other.video_id}`);
  await playFrom(ofStudent, 10);
  await ofStudent.locator("media-fullscreen-button").click();
  await ofStudent.waitForFunction(() => document.fullscreenElement !== null);
  await news.student();

  await expect(toast(ofStudent)).toBeVisible();
  // The toast moves at first.
  await expect.poll(() => isReachable(toast(ofStudent))).toBe(true);
});

test("menus and windows scroll within the smallest screen", async ({ as, server }) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const { id } = await lecturer.demoCourse();
  const { page } = await as("lecturer", { at: `/courses/${id}`, viewport: { width: 320, height: 200 } });
  await page.getByRole("button", { name: /^Account of/ }).click();

  expect(await isReachable(page.getByRole("menuitem", { name: "Sign out" }))).toBe(true);

  await page.keyboard.press("Escape");
  for (const [act, button] of [
    ["Delete", "Delete for good"],
    ["Edit", "Save"],
  ] as const) {
    await page
      .getByRole("button", { name: /^More about/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: act }).click();
    expect(await isReachable(page.getByRole("button", { name: button })), act).toBe(true);
    await page.keyboard.press("Escape");
  }
});

test("writing has its own direction, and heaped accents stay in their message", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  const { id } = await askByRest(student, `لماذا تتغير القائمة الأخرى؟ ${"e\u0301\u0302\u0303".repeat(40)}`);
  const { page } = await as("student", { at: `/discussions/threads/${id}` });
  const question = page.getByRole("article", { name: /^Question by/ });
  const text = question.locator("p").filter({ hasText: "لماذا" });

  expect(await text.evaluate((element) => getComputedStyle(element.parentElement ?? element).direction)).toBe("rtl");
  await expect(text.locator("xpath=..")).toHaveCSS("overflow", "clip");
  expect(await question.getByText("you", { exact: true }).evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
});

test("the bell opens on its heading, where one more press does nothing", async ({ as }) => {
  const { page } = await as("lecturer");
  await page.getByRole("button", { name: /^Notifications/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Notifications" }).getByRole("heading")).toBeFocused();
});
