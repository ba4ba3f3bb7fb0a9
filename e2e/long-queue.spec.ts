import { ApiClient, askByRest } from "./client";
import { expect, online, onOwnServer } from "./fixtures";

/** Without rate limits, because these tests ask more in a minute than one person may. */
const test = onOwnServer({ RATE_LIMITS: "off" });

test("in a queue of hundreds a half-typed answer stays while one scrolls far away, and the keys go on where one was", async ({
  as,
  server,
}) => {
  test.slow();
  const student = await ApiClient.signIn(server.url, "student");
  const staff = await ApiClient.signIn(server.url, "assistant");
  const first = await askByRest(student, "How is the first question of so many answered?");
  for (let n = 0; n < 250; n++) await askByRest(student, `How is question number ${n} of so many answered?`);
  const { page } = await as("lecturer", { at: "/dashboard" });
  await online(page);
  const rows = page.getByRole("list", { name: /^Waiting questions/ }).getByRole("listitem");
  const toTheEnd = () => page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const more = page.getByRole("button", { name: /^(Show more|Loading…)$/ });
  await expect(async () => {
    await toTheEnd();
    if ((await more.count()) > 0) await more.click({ timeout: 500 });
    await expect(more).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await expect(rows.first()).toHaveAttribute("aria-setsize", /^\d+$/);
  const total = Number(await rows.first().getAttribute("aria-setsize"));
  expect(total).toBeGreaterThan(250);

  // Half an answer to the third, and far away from it.
  await page.evaluate(() => window.scrollTo(0, 0));
  const third = page.locator("[aria-posinset='3'] > article");
  await third.hover();
  await third.getByRole("button", { name: "Reply" }).click();
  const field = page.getByRole("textbox", { name: /^Reply to/ });
  await field.pressSequentially("It is ans");
  await toTheEnd();
  await expect(rows.last()).toHaveAttribute("aria-posinset", `${total}`);
  await expect(field).not.toBeInViewport();
  expect(await rows.count()).toBeLessThan(110);
  await page.keyboard.press("w");
  await expect(field).toBeInViewport();
  await page.keyboard.type("ered.");
  await expect(field).toHaveValue("It is answered.");
  await expect(field).toBeFocused();

  // A selected row, and far away from it: the keys go on beside it, and not where the page is.
  await page.keyboard.press("Escape");
  await expect(third).toBeFocused();
  await toTheEnd();
  await expect(rows.last()).toHaveAttribute("aria-posinset", `${total}`);
  await page.keyboard.press("j");
  const fourth = page.locator("[aria-posinset='4'] > article");
  await expect(fourth).toBeFocused();
  await expect(fourth).toBeInViewport();
  for (let n = 0; n < 90; n++) await page.keyboard.press("j");
  const later = page.locator("[aria-posinset='94'] > article");
  await expect(later).toBeFocused();
  await expect(later).toBeInViewport();

  // What is read stays where it is while a colleague answers a question that is further up, and not drawn.
  await later.evaluate((row) => row.scrollIntoView({ block: "center" }));
  const name = /question number \d+ of/.exec((await later.textContent()) ?? "")?.[0] ?? "";
  const read = page.getByRole("article").filter({ hasText: name });
  const topOf = () => read.evaluate((row) => row.getBoundingClientRect().top);
  const before = await topOf();
  await staff.data("POST", `/api/discussions/threads/${first.id}/messages`, { content: "Like this." });
  await expect(rows.filter({ has: read })).toHaveAttribute("aria-posinset", "93");
  expect(Math.abs((await topOf()) - before)).toBeLessThan(2);
});
