import type { BrowserContext, Page } from "@playwright/test";
import type { Thread, ThreadWithMessages } from "#lib/contract/discussions.ts";
import type { Counts } from "#lib/contract/notifications.ts";
import { ApiClient, askByRest } from "./client";
import { badge, expect, type Fixtures, online, test } from "./fixtures";

const toasts = (page: Page, text: string) => page.locator("[data-sonner-toast]").filter({ hasText: text });
/** Aborts every POST to a discussion. */
const inTheTrain = (context: BrowserContext) =>
  context.route("**/api/discussions/**", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
const write = async (page: Page, text: string) => {
  await page.getByPlaceholder("Write a reply…").fill(text);
  await page.getByRole("button", { name: /^Send/ }).click();
};
/** A lecturer on the page of a new question, whose reply to it waits for a connection; the page says so. */
async function answerInTheTrain(as: Fixtures["as"], student: ApiClient, { question, reply }: { question: string; reply: string }) {
  const { id } = await askByRest(student, question);
  const { page, context } = await as("lecturer", { at: `/discussions/threads/${id}` });
  await inTheTrain(context);
  await write(page, reply);
  await expect(page.getByText(/Waiting for connection/)).toBeVisible();
  return { id, page, context };
}
/**
 * How many toasts say this in all these tabs of a browser, once each of them has made up its mind about what it has heard: a tab waits a moment,
 * asks for a lock and shows a toast if it gets the lock. This waits longer in the tab, asks for a lock behind it, and waits until it is drawn.
 */
const toastsIn = async (tabs: Page[], text: string) => {
  const counts = tabs.map(async (tab) => {
    await tab.evaluate(async () => {
      const later = () => new Promise((done) => setTimeout(done, 200));
      await later();
      await navigator.locks.request("a lock behind the others", () => undefined);
      await later();
    });
    return toasts(tab, text).count();
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
};
const shown = async (page: Page) => Number(await badge(page).textContent()) || 0;

test("three tabs and a second device: one toast a browser, badges equal, a mark-all leaves what comes meanwhile", async ({
  as,
  server,
}) => {
  const [browser, device] = [await as("lecturer", { at: "/courses" }), await as("lecturer", { at: "/courses" })];
  const tabs = [browser.page, await browser.context.newPage(), await browser.context.newPage()];
  await tabs[1]?.goto("/discussions");
  await tabs[2]?.goto("/notifications");
  const pages = [...tabs, device.page];
  const student = await ApiClient.signIn(server.url, "student");
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const counts = async () => (await lecturer.data<Counts>("GET", "/api/notifications/counts")).unread;
  const agree = async () =>
    expect.poll(async () => [await counts(), ...(await Promise.all(pages.map(shown)))].every((n, _, all) => n === all[0])).toBe(true);
  await agree();
  const before = await counts();

  const asked = await askByRest(student, "Do three tabs show one toast?");
  await agree();
  expect(await counts()).toBe(before + 1);
  await expect(toasts(device.page, "Do three tabs show one toast?")).toHaveCount(1);
  // Every badge says that its page has heard of it.
  expect(await toastsIn(tabs, "Do three tabs")).toBe(1);

  // Another client marks it as read by REST. Badges and toasts follow on every page.
  await lecturer.data("POST", `/api/discussions/threads/${asked.id}/read`, {});
  await agree();
  for (const page of pages) await expect(toasts(page, "Do three tabs")).toHaveCount(0);

  // The first tab is closed. Another one shows the next toast.
  await tabs.shift()?.close();
  pages.shift();
  await askByRest(student, "And when the first tab is gone?");
  await agree();
  expect(await toastsIn(tabs, "And when the first")).toBe(1);

  // All is marked as read in one tab while new notifications arrive.
  const [, inbox] = tabs;
  const late = Promise.all(Array.from({ length: 6 }, (_, n) => askByRest(student, `What arrives while all is marked, number ${n}?`)));
  await inbox?.getByRole("button", { name: "Mark all read" }).click();
  await late;
  await agree();
  const last = await askByRest(student, "And what arrives after it?");
  await agree();
  const unread = await lecturer.data<Thread[]>("GET", "/api/discussions/threads/unread");
  expect(unread.map((thread) => thread.id)).toContain(last.id);
  expect(await counts()).toBe(unread.length);
});

test("a reply that could not be sent waits, marked, over a reload, and is sent once from wherever its writer is", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/Failed to load resource|ERR_FAILED/);
  const student = await ApiClient.signIn(server.url, "student");
  const texts = { question: "Will an answer from a train arrive?", reply: "It will, once." };
  const { id, page, context } = await answerInTheTrain(as, student, texts);

  await write(page, "And what I wrote after it, after it.");
  await page.reload();
  await expect(page.getByText("It will, once.")).toBeVisible();
  await expect(page.getByText(/Waiting for connection/)).toHaveCount(2);

  await page.goto("/courses");
  const messages = async () =>
    (await student.data<ThreadWithMessages>("GET", `/api/discussions/threads/${id}`)).messages.slice(1).map(({ content }) => content);
  expect(await messages()).toEqual([]);

  // A later visit, on another page. No page of the app is open before it, because it would send the replies as soon as it can.
  await page.goto("about:blank");
  await context.unroute("**/api/discussions/**");
  await page.goto("/notifications");

  await expect(page.getByText("Your 2 queued messages were sent")).toBeVisible();
  expect(await messages()).toEqual(["It will, once.", "And what I wrote after it, after it."]);

  await page.goto(`/discussions/threads/${id}`);
  await expect(page.getByText("It will, once.")).toHaveCount(1);
  await expect(page.getByText(/Waiting for connection/)).toHaveCount(0);
});

test("a reply that is refused after its page was left is shown to its writer, until they give it up", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/Failed to load resource|ERR_FAILED/);
  const student = await ApiClient.signIn(server.url, "student");
  const texts = { question: "Shall I take this question back?", reply: "No, leave it.\nIt is a good one." };
  const { id, page, context } = await answerInTheTrain(as, student, texts);

  await page.goto("/courses");
  await student.data("DELETE", `/api/discussions/threads/${id}`);
  await context.unroute("**/api/discussions/**");
  for (const visit of ["/courses", "/dashboard"]) {
    await page.goto(visit);
    await expect(toasts(page, "A message couldn’t be sent")).toContainText("It is a good one.");
  }

  await toasts(page, "A message couldn’t be sent").getByRole("button", { name: "Discard" }).click();
  await expect(toasts(page, "A message couldn’t be sent")).toHaveCount(0);

  await page.goto("/courses");
  await online(page);
  // What the page says of itself, it has said before what it hears now.
  await askByRest(student, "And is that one gone?");

  await expect(toasts(page, "And is that one gone?")).toBeVisible();
  await expect(toasts(page, "A message couldn’t be sent")).toHaveCount(0);
});

test("an open discussion shows a reply whose event was lost on the way", async ({ as, server }) => {
  const [student, lecturer] = await Promise.all([ApiClient.signIn(server.url, "student"), ApiClient.signIn(server.url, "lecturer")]);
  const { id } = await askByRest(student, "Do you see what the network swallowed?");
  const { page } = await as("student");
  let [joined, lost] = [false, 0];
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const onward = socket.connectToServer();
    onward.onMessage((frame) => {
      // The answer to `thread:join`.
      joined ||= /^43\d+\[\{"ok":true,"version":/.test(String(frame));
      if (String(frame).startsWith('42["thread:')) lost++;
      else socket.send(frame);
    });
  });
  await page.goto(`/discussions/threads/${id}`);

  await expect.poll(() => joined, { timeout: 20_000 }).toBe(true);

  await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: "Now you do." });
  await expect(page.getByText("Now you do.", { exact: true })).toBeVisible();
  expect(lost).toBeGreaterThan(0);
});

test("without a network a link keeps the page that is open, and says so", async ({ as, allowConsole }) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/);
  const { page, context } = await as("student", { at: "/courses" });
  await context.setOffline(true);
  await page.getByRole("link", { name: "Discussions" }).first().click();

  await expect(toasts(page, "You’re offline")).toBeVisible();
  await expect(page).toHaveURL(/\/courses$/);

  await context.setOffline(false);
  await page.getByRole("link", { name: "Discussions" }).first().click();
  await expect(page).toHaveURL(/\/discussions$/);
});
