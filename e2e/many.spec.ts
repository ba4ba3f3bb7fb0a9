import type { Locator, Page } from "@playwright/test";
import type { Thread } from "#lib/contract/discussions.ts";
import type { InboxThreads } from "#lib/contract/notifications.ts";
import { ApiClient } from "./client";
import { expect, online, signIn, test } from "./fixtures";
import { AppServer } from "./server";

/** More than any list loads at a time. */
const questions = 130;

async function countThreads(client: ApiClient, query: string): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await client.call<Thread[]>("GET", `/api/discussions/threads?limit=100&${query}${more}`);
    if (!body.success) throw new Error(body.error);
    count += body.data.length;
    cursor = body.next_cursor;
  } while (cursor !== undefined);
  return count;
}

const toTheEnd = (page: Page) => page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));

/** Whoever scrolls to the end of a list comes to the end of all without a press, and reads that it is. */
async function goesOnByItself(page: Page): Promise<void> {
  await expect(async () => {
    await toTheEnd(page);
    await expect(page.getByText("That’s all.")).toBeInViewport({ timeout: 500 });
  }).toPass();
}

/** A list that was loaded to its end has what is on the screen in the document, and is as high at its end as at its beginning. */
async function keepsToTheScreen(page: Page, lines: Locator): Promise<void> {
  const more = page.getByRole("button", { name: /^(Show more|Loading…)$/ });
  await expect(async () => {
    await toTheEnd(page);
    if ((await more.count()) > 0) await more.click({ timeout: 500 });
    await expect(more).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await toTheEnd(page);
  const total = Number(await lines.last().getAttribute("aria-setsize"));
  expect(total).toBeGreaterThan(100);
  await expect(lines.last()).toHaveAttribute("aria-posinset", `${total}`);
  expect(await lines.count()).toBeLessThan(90);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const atEnd = await height();
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(lines.first()).toHaveAttribute("aria-posinset", "1");
  expect(Math.abs((await height()) - atEnd)).toBeLessThanOrEqual(1);
}

/** Whoever opens a row far down a list, and goes back, finds that row where it was. */
async function keepsItsPlace(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight * 0.7));
  const links = page.locator("main a[href^='/discussions/threads/']");
  let href: string | null = null;
  // Rows are drawn a frame later.
  await expect(async () => {
    href = await links.evaluateAll((all) => all.find((link) => link.getBoundingClientRect().top > 400)?.getAttribute("href") ?? null);
    expect(href).not.toBeNull();
  }).toPass();
  const link = page.locator(`main a[href="${href}"]`).first();
  const topOf = () => link.evaluate((it) => Math.round(it.getBoundingClientRect().top));
  const before = await topOf();
  expect(before).toBeLessThan(800);
  await link.click();
  await page.waitForURL(`**${href}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Discussions");
  await page.goBack();
  await expect(link).toBeInViewport();
  await expect.poll(topOf).toBe(before);
  // It stays there when the list was asked for anew.
  await page.waitForTimeout(2500);
  expect(await topOf()).toBe(before);
}

test("beyond a hundred questions the numbers are true, the lists go on, and a busy discussion is one line of the inbox", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const server = await AppServer.create({ RATE_LIMITS: "off" });
  try {
    const student = await ApiClient.signIn(server.url, "student");
    const lecturer = await ApiClient.signIn(server.url, "lecturer");
    const { id: courseId, lecturer_id, videos } = await student.demoCourse();
    const ask = (question_text: string) =>
      student.data<Thread>("POST", "/api/discussions/threads", { video_id: videos[0]?.id, lecturer_id, question_text });
    const busy = await ask("Which of all these is the busy one?");
    for (let n = 1; n < questions; n++) await ask(`Question number ${n} of many?`);
    const open = (query: string) => countThreads(lecturer, `status=open&${query}`);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url });
    const page = await context.newPage();
    await signIn(page, server.url, "lecturer");

    const inVideo = await open(`video_id=${busy.video_id}`);
    const inCourse = await open(`course_id=${courseId}`);
    expect(inVideo).toBeGreaterThan(100);
    await page.goto(`/courses/${courseId}`);
    await expect(page.getByText(`${inVideo} unresolved questions`, { exact: true })).toBeVisible();
    await page.getByRole("link", { name: `All ${inCourse} unresolved questions` }).click();
    await page.waitForURL(`**/discussions?tab=open&course=${courseId}`);

    await page.goto(`/videos/${busy.video_id}`);
    const rail = page.getByRole("region", { name: /^Questions about this lecture/ });
    await expect(rail.getByText(/^100 of \d+$/)).toBeVisible();
    await online(page);
    await rail.getByRole("button", { name: "Show more" }).click();
    await expect(rail.getByText(/^100 of/)).toHaveCount(0);
    const cards = rail.getByRole("listitem");
    await expect(cards.first()).toHaveAttribute("aria-setsize", /^1\d\d$/);
    const shown = await cards.first().getAttribute("aria-setsize");
    await expect(rail.getByRole("heading", { name: `Questions about this lecture ${shown}` })).toBeVisible();
    await expect(async () => {
      await cards.last().scrollIntoViewIfNeeded({ timeout: 500 });
      await expect(cards.last()).toHaveAttribute("aria-posinset", `${shown}`, { timeout: 500 });
    }).toPass();
    expect(await cards.count()).toBeLessThan(90);

    // The first question that was asked is not among the first hundred rows.
    await page.goto(`/videos/${busy.video_id}?question=${busy.id}`);
    await expect(rail.locator(`#question-${busy.id}`).getByRole("button", { expanded: true })).toBeInViewport();
    // Whoever opens it has read it.
    const unreadOfBusy = async () =>
      (await lecturer.data<InboxThreads>("GET", `/api/notifications/threads?ids=${busy.id}`)).threads.map(({ unread }) => unread);
    await expect.poll(unreadOfBusy).toEqual([0]);

    await page.goto("/dashboard");
    const waiting = Number(await page.getByRole("definition").first().textContent());
    await online(page);
    const waitingRows = page.getByRole("list", { name: /^Waiting questions/ }).getByRole("listitem");
    // The page comes with the first rows. All others are loaded without a press, whenever one scrolls near their end.
    await goesOnByItself(page);
    await expect(waitingRows.last()).toHaveAttribute("aria-setsize", `${waiting}`);
    await keepsItsPlace(page);

    for (let n = 1; n < 30; n++)
      await student.data("POST", `/api/discussions/threads/${busy.id}/messages`, { content: `And number ${n}?` });
    await page.goto("/notifications");
    const lines = page.getByRole("tabpanel").getByRole("listitem");
    // The first twelve come with the page; more follow because the end of the list is near.
    await expect.poll(() => lines.count()).toBeGreaterThan(12);
    await expect(lines.filter({ hasText: "Which of all these is the busy one?" })).toHaveCount(1);
    await expect(lines.first().getByRole("link", { name: /^Unread Which of all these is the busy one\? Reply, 29 unread/ })).toBeVisible();
    await student.data("POST", `/api/discussions/threads/${busy.id}/messages`, { content: "One more?" });
    await expect(lines.first().getByRole("link", { name: /^Unread Which of all these is the busy one\? Reply, 30 unread/ })).toBeVisible();
    await goesOnByItself(page);
    await keepsToTheScreen(page, lines);
    await keepsItsPlace(page);

    await page.goto(`/discussions?tab=open&course=${courseId}`);
    await online(page);
    await goesOnByItself(page);
    await keepsToTheScreen(page, page.locator("main ul > li"));
    await keepsItsPlace(page);
    await context.close();

    const other = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url });
    const home = await other.newPage();
    await signIn(home, server.url, "student");
    await home.goto("/settings");
    await online(home);
    await lecturer.data("POST", `/api/discussions/threads/${busy.id}/resolve`, {});
    const toast = home.locator("[data-sonner-toast]").filter({ hasText: "Question resolved" });
    await expect(toast.getByText("Which of all these is the busy one?")).toBeVisible();
    await other.close();
  } finally {
    await server.remove();
  }
});

test("a course of more than a hundred lectures shows them page by page, and says where it is", async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await AppServer.create({ RATE_LIMITS: "off" });
  try {
    const lecturer = await ApiClient.signIn(server.url, "lecturer");
    const { id } = await lecturer.data<{ id: string }>("POST", "/api/courses", { title: "A long course" });
    const count = 103;
    for (let n = 1; n <= count; n++)
      await lecturer.data("POST", `/api/courses/${id}/videos`, { title: `Lecture ${n}`, url: `https://videos.test.example/${n}.mp4` });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url });
    const page = await context.newPage();
    await signIn(page, server.url, "lecturer");

    await page.goto(`/courses/${id}`);

    const pages = page.getByRole("navigation", { name: "Lecture pages" });
    await expect(pages).toContainText("Lectures 1–100 of 103");
    await expect(pages.getByRole("link", { name: "Previous" })).toHaveCount(0);
    await pages.getByRole("link", { name: "Next" }).click();
    await expect(pages).toContainText("Lectures 101–103 of 103");
    await expect(page.getByRole("link", { name: "Lecture 102" })).toBeVisible();
    await expect(pages.getByRole("link", { name: "Next" })).toHaveCount(0);
    // A page beyond the last one, as after a deletion, shows the last one. A word shows the first one.
    await page.goto(`/courses/${id}?page=99`);
    await expect(pages).toContainText("Lectures 101–103 of 103");
    await page.goto(`/courses/${id}?page=last`);
    await expect(pages).toContainText("Lectures 1–100 of 103");
    await context.close();
  } finally {
    await server.remove();
  }
});
