import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { RunOptions } from "axe-core";
import { amberActs } from "./amber";
import { violationsOf } from "./axe";
import { type Account, atRest, expect, online, signIn, test } from "./fixtures";
import { places, required, type Scene, scenes } from "./scenes";
import { AppServer } from "./server";

/** `npm run screenshots` writes screenshots of these pages to docs/screenshots. */
const folder = process.env.SCREENSHOTS ? join(resolve(import.meta.dirname, ".."), "docs/screenshots") : null;
/** Screenshots are taken at a tablet's width, too. */
const widths = folder ? [390, 768, 1280] : [390, 1280];

/** Where the title and the header of a page begin (px). The same number for a page without a header, or whose title is in its middle. */
const leftEdges = (page: Page) =>
  page.evaluate(() => {
    const title = document.querySelector("h1");
    const logo = document.querySelector("body > header a, body > * > header a");
    if (!title || !logo || getComputedStyle(title).textAlign === "center") return { title: 0, header: 0 };
    const [at, from] = [title, logo].map((element) => Math.round(element.getBoundingClientRect().left));
    return { title: at, header: from };
  });

type Look = { width: number; theme: "light" | "dark"; rules: RunOptions };

/**
 * How each page is checked: in the light theme by all rules at every width; in the dark theme, which only changes colours, by the rules
 * for colours. For screenshots, in both themes at every width.
 */
const looks: Look[] = widths.flatMap((width) => [
  // axe checks the size of targets (WCAG 2.2 AA) only on request.
  {
    width,
    theme: "light",
    rules: { rules: { "target-size": { enabled: true }, "label-content-name-mismatch": { enabled: true } } },
  } satisfies Look,
  ...(folder || width === 1280
    ? [{ width, theme: "dark", rules: { runOnly: ["color-contrast", "link-in-text-block"] } } satisfies Look]
    : []),
]);

/** The fields into which Safari on a phone would zoom: those whose text is smaller than 16 px, whether they are in sight or not. */
const smallFields = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("textarea, select, input:not([type=file], [type=checkbox], [type=radio], [type=hidden])")]
      .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => `a field of less than 16 px: ${field.outerHTML.slice(0, 200)}`),
  );

/** What is wrong with the page as it is now. */
async function faultsOf(page: Page, look: Look): Promise<unknown[]> {
  const faults: unknown[] = await violationsOf(page, look.rules);
  const headings = await page.locator("h1").count();
  if (headings !== 1) faults.push(`${headings} main headings`);
  if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
    faults.push("wider than the screen");
  if (look.width < 500) faults.push(...(await smallFields(page)));
  if ((await page.locator("form:not([novalidate])").count()) > 0) faults.push("a form that the browser checks, in bubbles of its own");
  const filled = await amberActs(page);
  if (filled.length > 1) faults.push(`filled with amber at once: ${filled.join(", ")}`);
  const { title, header } = await leftEdges(page);
  if (title !== header) faults.push(`the title begins at ${title}, the header at ${header}`);
  return faults;
}

/** What is wrong with a scene, in every look. */
async function problemsOf(page: Page, url: string, { name, who, path, isLive, before }: Scene) {
  const problems: unknown[] = [];
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: widths[0] ?? 0, height: 844 });
  await page.goto(`${url}${path}`);
  await page.locator("main").first().waitFor();
  await expect(page).toHaveTitle(/Handraise/);
  if (isLive ?? who !== null) await online(page);
  await before?.(page);
  for (const look of looks) {
    const { width, theme } = look;
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: width < 500 ? 844 : 800 });
    await atRest(page);
    if (folder) await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
    problems.push(...(await faultsOf(page, look)).map((fault) => ({ name, width, theme, fault })));
  }
  return problems;
}

test("every page stands up to axe in both themes, and none is wider than a phone", async ({ as, browser, server, allowConsole }) => {
  // Some forty pages, each of which is drawn and checked three times.
  test.setTimeout(600_000);
  // Pages that do not exist answer 404, and an empty name is refused with 400.
  allowConsole(/status of 40[04]/);
  const pages = new Map<Account | null, Page>();
  const problems: unknown[] = [];
  for (const scene of scenes(await places(server.url))) {
    const { who } = scene;
    const page = pages.get(who) ?? (who ? (await as(who, { at: null })).page : await (await browser.newContext()).newPage());
    pages.set(who, page);
    problems.push(...(await problemsOf(page, server.url, scene)));
  }

  expect(problems).toEqual([]);
});

test("so does the page where admins set two-factor sign-in up that they must have", async ({ page }) => {
  const strict = await AppServer.create({ ADMIN_TWO_FACTOR: "required" });

  try {
    await signIn(page, strict.url, "admin", null);
    expect(await problemsOf(page, strict.url, required)).toEqual([]);
    await expect(page).toHaveURL(/two-factor$/);
  } finally {
    await strict.remove();
  }
});

/** The room for a page, and how much of it is free on the left and on the right (px). */
const margins = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector("main");
    if (!main) throw new Error("no page");
    const { left, right } = main.getBoundingClientRect();
    const room = document.body.clientWidth;
    return { room, left: Math.round(left), right: Math.round(room - right) };
  });

test("every page stands in the middle below its header, and no title moves from page to page", async ({ as, server }) => {
  const { course, video, thread } = await places(server.url);
  const { page } = await as("assistant", { at: null });
  const found: { path: string; room: number; title?: number; header?: number; left: number; right: number }[] = [];
  const paths = ["/dashboard", "/courses", "/discussions", "/notifications", "/settings"];
  for (const path of [...paths, `/courses/${course}`, `/videos/${video}`, `/discussions/threads/${thread}`]) {
    await page.goto(`${server.url}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const width of [1280, 1920, 2560]) {
      await page.setViewportSize({ width, height: 1200 });
      found.push({ path, ...(await leftEdges(page)), ...(await margins(page)) });
    }
  }
  // A lecture has its questions beside the video, and takes the width for both.
  const expected = found.map(({ path, room }) => {
    const edge = Math.round(Math.max(room - (path.startsWith("/videos/") ? 1800 : 1280), 0) / 2);
    return { path, room, title: edge + 24, header: edge + 24, left: edge, right: edge };
  });

  expect(found).toEqual(expected);
});

/** Where an element is on its page, however far that is scrolled: a discussion with something new goes on to that. */
const placeOf = (element: Locator) =>
  element.evaluate((one) => {
    const { x, y } = one.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY };
  });

test("a page that is slow to come is shown in grey where it will stand, and the one that is left keeps its place", async ({ as }) => {
  const { page } = await as("assistant", { at: "/discussions" });
  let release = () => {};
  // What Next asks for when a link is followed, but not what it asks for ahead.
  await page.route("**/*", async (route) => {
    const { rsc, "next-router-prefetch": ahead } = route.request().headers();
    if (rsc && !ahead) await new Promise<void>((done) => (release = done));
    await route.continue();
  });
  const nav = page.getByRole("navigation", { name: "Main" });
  const main = page.locator("main");
  const steps: [kind: RegExp, link: Locator, tolerance: number][] = [
    [/\/dashboard$/, nav.getByRole("link", { name: "Dashboard" }), 1],
    [/\/courses$/, nav.getByRole("link", { name: "Courses" }), 4],
    [/\/courses\/[^/]+$/, main.locator("a[href^='/courses/']").first(), 1],
    [/\/staff$/, main.getByRole("link", { name: "Staff" }), 1],
    [/\/courses\/[^/]+$/, main.getByRole("link", { name: "Lectures" }), 1],
    [/\/videos\//, main.locator("a[href^='/videos/']").first(), 8],
    [/\/discussions$/, nav.getByRole("link", { name: "Discussions" }), 1],
    [/\/threads\//, main.locator("a[href*='/threads/']").first(), 8],
  ];

  for (const [path, link, tolerance] of steps) {
    await online(page);
    const before = await page.evaluate(() => window.scrollY);
    await link.click();
    const skeleton = page.locator("[data-skeleton=page]");
    await expect(skeleton, `${path}`).toHaveCSS("opacity", "1");
    const grey = await placeOf(skeleton.locator("[data-skeleton=title]"));
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
    release();
    await page.waitForURL(path);
    await expect(skeleton).toHaveCount(0);
    const title = await placeOf(page.getByRole("heading", { level: 1 }));
    expect(
      [Math.abs(title.x - grey.x) <= 1, Math.abs(title.y - grey.y) <= tolerance],
      `${path}: ${JSON.stringify({ title, grey })}`,
    ).toEqual([true, true]);
  }
});

test("no page of the app is missing above", () => {
  const app = resolve(import.meta.dirname, "../app");
  const found = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => basename(file) === "page.tsx");
  // A group in brackets is not in the address.
  const routes = found.map((file) => `/${dirname(file)}`.replaceAll(/\/(\([^/]+\)|\.(?=$))/g, "") || "/");
  const at = "[id]";
  const shown = [...scenes({ course: at, video: at, thread: at, person: at, link: "/set-password" }), required];
  const paths = new Set(shown.map(({ path }) => path.replace(/\?.*/, "")));

  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter((route) => !paths.has(route))).toEqual([]);
});
