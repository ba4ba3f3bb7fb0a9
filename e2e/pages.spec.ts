import { join, resolve } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Thread } from "#lib/contract/discussions";
import { ApiClient } from "./client";
import { type Account, expect, test } from "./fixtures";

/** `npm run screenshots` writes what is seen here to docs/screenshots. */
const folder = process.env.SCREENSHOTS ? join(resolve(import.meta.dirname, ".."), "docs/screenshots") : null;
const themes = ["light", "dark"] as const;
const widths = [390, 1280];

type Scene = { name: string; who: Account | null; path: string; before?: (page: Page) => Promise<void> };

const scenes = (course: string, video: string, thread: string): Scene[] => [
  { name: "login", who: null, path: "/login" },
  { name: "register", who: null, path: "/register" },
  { name: "home", who: "student", path: "/" },
  { name: "courses", who: "student", path: "/courses" },
  { name: "course", who: "student", path: `/courses/${course}` },
  {
    name: "video",
    who: "student",
    path: `/videos/${video}?t=41`,
    before: async (page) => {
      await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
      await page.getByRole("textbox", { name: "Your question" }).fill("Why does `b.append` change **a** as well?");
    },
  },
  { name: "discussions", who: "student", path: "/discussions" },
  { name: "thread", who: "lecturer", path: `/discussions/threads/${thread}` },
  { name: "dashboard", who: "lecturer", path: "/dashboard" },
  {
    name: "bell",
    who: "lecturer",
    path: "/courses",
    before: async (page) => {
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
    },
  },
  { name: "course-lecturer", who: "lecturer", path: `/courses/${course}` },
  {
    name: "add-video",
    who: "lecturer",
    path: `/courses/${course}`,
    before: async (page) => {
      await page.getByRole("button", { name: "Add a video" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Upload", exact: true }).click();
      await expect(page.getByText("Choose the file first.")).toBeVisible();
    },
  },
  { name: "course-settings", who: "lecturer", path: `/courses/${course}/settings` },
  { name: "roster", who: "lecturer", path: `/courses/${course}/roster` },
  {
    name: "roster-import",
    who: "lecturer",
    path: `/courses/${course}/roster`,
    before: async (page) => {
      await page.getByRole("button", { name: "Import a list" }).click();
      const buffer = Buffer.from("email\nstudent@example.edu\nnobody@example.edu\nnot an address\n");
      await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
      await expect(page.getByRole("heading", { name: "Left out" })).toBeVisible();
    },
  },
  {
    name: "new-course",
    who: "admin",
    path: "/courses",
    before: async (page) => {
      await page.getByRole("button", { name: "New course" }).click();
      await expect(page.getByRole("dialog", { name: "New course" })).toBeVisible();
    },
  },
  { name: "course-settings-admin", who: "admin", path: `/courses/${course}/settings` },
  { name: "notifications", who: "lecturer", path: "/notifications" },
  { name: "missing", who: "student", path: "/nowhere" },
];

for (const colorScheme of themes)
  test(`every page stands up to axe, and none is wider than a phone, in the ${colorScheme} theme`, async ({
    as,
    browser,
    server,
    allowConsole,
  }) => {
    // Some seconds for each of forty pictures.
    test.setTimeout(360_000);
    allowConsole(/404/);
    const lecturer = await ApiClient.signIn(server.url, "lecturer");
    const course = await lecturer.demoCourse();
    const threads = await lecturer.data<Thread[]>("GET", "/api/discussions/threads?status=resolved");
    const [thread] = threads;
    const [video] = course.videos;
    if (!thread || !video) throw new Error("the demo data is not there");
    const pages = new Map<Account | null, Page>();
    const problems: unknown[] = [];
    for (const { name, who, path, before } of scenes(course.id, video.id, thread.id)) {
      const page =
        pages.get(who) ?? (who ? (await as(who, { colorScheme })).page : await (await browser.newContext({ colorScheme })).newPage());
      pages.set(who, page);
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 500 ? 844 : 800 });
        await page.goto(`${server.url}${path}`);
        await page.locator("main").first().waitFor();
        await before?.(page);
        await page.waitForTimeout(400);
        if (folder) await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
        const found = await new AxeBuilder({ page }).analyze();
        problems.push(
          ...found.violations.map(({ id, nodes }) => ({
            name,
            width,
            id,
            where: nodes.map((node) => node.html.slice(0, 160)).slice(0, 3),
          })),
        );
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
          problems.push({ name, width, id: "wider than the screen" });
      }
    }
    expect(problems).toEqual([]);
  });
