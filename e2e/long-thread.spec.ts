import { ApiClient, askByRest } from "./client";
import { expect, onOwnServer } from "./fixtures";

/** Without rate limits, because these tests write more in a minute than one person may. */
const test = onOwnServer({ RATE_LIMITS: "off" });

test("a discussion of 230 messages shows the last twelve, goes back without moving, and a link to an early message arrives there", async ({
  as,
  server,
}) => {
  test.slow();
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const { id } = await askByRest(await ApiClient.signIn(server.url, "student"), "How long may a discussion become?");
  const ids: string[] = [];
  for (let n = 1; n <= 229; n++) {
    const content = `Answer number ${n}.\n\nWith a second paragraph.`;
    ids.push((await lecturer.data<{ id: string }>("POST", `/api/discussions/threads/${id}/messages`, { content })).id);
  }
  const { page } = await as("student");
  const answers = page.getByRole("article", { name: /^Jane Smith/ });
  await page.goto(`/discussions/threads/${id}`);
  await expect(page.getByText("Answer number 229.")).toBeVisible();
  await expect(answers).toHaveCount(12);
  await expect(page.getByText("How long may a discussion become?").first()).toBeVisible();

  // The message at the top of the page keeps its place.
  const first = answers.first();
  const text = await first.getByText(/^Answer number/).textContent();
  const earlier = page.getByRole("button", { name: "Show earlier messages" });
  await earlier.scrollIntoViewIfNeeded();
  const topOf = () => page.getByText(text ?? "", { exact: true }).evaluate((element) => element.getBoundingClientRect().top);
  const before = await topOf();
  await earlier.click();
  await expect(page.getByText("Answer number 210.", { exact: true })).toBeAttached();
  expect(Math.abs((await topOf()) - before)).toBeLessThan(60);

  // All of it is loaded, what is near the screen is in the document, and keys and links reach the rest.
  while (await earlier.isVisible()) {
    await earlier.click();
    await page.waitForLoadState("networkidle");
  }
  await expect(answers.first()).toContainText("Answer number");
  expect(await answers.count()).toBeLessThan(100);
  const last = page.getByText("Answer number 229.", { exact: true });
  await page.keyboard.press("End");
  await expect(last).toBeInViewport();
  await page.keyboard.press("j");
  const focused = page.locator("article:focus");
  const number = Number(/number (\d+)/.exec((await focused.textContent()) ?? "")?.[1]);
  expect(number).toBeGreaterThan(215);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => window.scrollY === 0);
  await expect(last).not.toBeAttached();
  await page.keyboard.press("k");
  await expect(focused).toContainText(`Answer number ${number - 1}.`);
  await expect(focused).toBeInViewport();
  await page.evaluate((id) => {
    window.location.hash = `message-${id}`;
  }, ids[4]);
  await expect(page.getByText("Answer number 5.", { exact: true })).toBeInViewport();

  await page.goto("/discussions");
  await page.goto(`/discussions/threads/${id}#message-${ids[4]}`);
  await expect(page.getByText("Answer number 5.", { exact: true })).toBeInViewport();
});
