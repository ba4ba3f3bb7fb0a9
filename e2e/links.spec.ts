import type { Message } from "#lib/contract/discussions.ts";
import { ApiClient, askByRest } from "./client";
import { expect, online, test } from "./fixtures";

test("the link of a message leads to it, however far up it stands, and the link of a discussion to its top", async ({ as, server }) => {
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const { id } = await askByRest(student, "Which of all these answers do you mean?", 20);
  const messages: Message[] = [];
  for (let n = 1; n <= 40; n++)
    messages.push(await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: `Answer number ${n}.` }));
  const { page, context } = await as("student", { at: `/discussions/threads/${id}` });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = async () => {
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Link copied" })).toHaveCount(1);
  };

  await page.getByRole("button", { name: "More about this discussion" }).click();
  await copy();
  expect(await copied()).toBe(`${server.url}/discussions/threads/${id}`);

  const last = messages.at(-1)?.id;
  const article = (of: string | undefined) => page.locator(`#message-${of}`);
  await article(last).getByRole("button", { name: "More about this message" }).click();
  await copy();
  const link = await copied();
  expect(link).toBe(`${server.url}/discussions/threads/${id}?t=20#message-${last}`);

  // Another message, which is not among those that come with the page.
  const first = messages[0]?.id;
  await page.goto("/courses");
  await page.goto(link.replace(`${last}`, `${first}`));
  await online(page);
  await expect(article(first)).toBeInViewport();
  await page.goto("/courses");
  await page.goto(link);
  await expect(article(last)).toBeFocused();
  await expect(article(last)).toBeInViewport();
});

test("a page that is not there looks the same everywhere, and its tab says so", async ({ as, allowConsole }) => {
  allowConsole(/status of 404/);
  const { page } = await as("lecturer", { at: "/" });
  const none = "00000000-0000-4000-8000-000000000000";
  for (const path of [
    "/nothing",
    `/videos/${none}`,
    `/discussions/threads/${none}`,
    `/courses/${none}`,
    `/courses/${none}/blocked`,
    "/admin/users",
  ]) {
    await page.goto(path);
    const heading = page.getByRole("heading", { level: 1, name: /not found$/ });
    await expect(heading).toBeVisible();
    await expect(page).toHaveTitle(/^(\(\d+\) )?Not found · /);
    const { x = 0, width = 0 } = (await heading.boundingBox()) ?? {};
    const middle = await page.evaluate(() => document.body.clientWidth / 2);
    expect(Math.abs(x + width / 2 - middle), path).toBeLessThan(2);
  }
});
