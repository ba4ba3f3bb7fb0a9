import { ApiClient, askByRest } from "./client";
import { expect, online, test } from "./fixtures";

test("the palette lies over a page that is still and out of reach, and gives the focus back", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/dashboard", viewport: { width: 1280, height: 400 } });
  const filter = page.getByRole("combobox", { name: "Lecture" });
  await filter.focus();
  const palette = page.getByRole("dialog", { name: "Go to a page, course or recent discussion" });
  const field = palette.getByRole("combobox");

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.mouse.move(40, 380);
  await page.mouse.wheel(0, 300);
  await filter.evaluate((behind: HTMLElement) => behind.focus());
  await expect(field).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(filter).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.mouse.click(40, 380);
  await expect(palette).toHaveCount(0);
  await expect(filter).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(filter).toBeFocused();
});

test("a question is answered from its toast, and a discussion is read and resolved, by keys alone", async ({ as, server }) => {
  const { page } = await as("lecturer", { at: "/courses" });
  const student = await ApiClient.signIn(server.url, "student");
  const text = "Who can answer without a mouse?";
  const { id } = await askByRest(student, text, 41);
  const status = async () => (await student.data<{ status: string }>("GET", `/api/discussions/threads/${id}`)).status;
  const toast = page.locator("[data-sonner-toast]").filter({ hasText: text });
  await expect(toast).toBeVisible();
  await page.keyboard.press("Alt+t");
  await page.keyboard.press("r");
  await expect(toast.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Anybody.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Reply sent")).toBeVisible();

  await page.goto(`/dashboard?scope=all`);
  await page.goto(`/discussions/threads/${id}`);
  const [question, answer] = [page.getByRole("article", { name: /^Question by/ }), page.getByRole("article", { name: /^Jane Smith/ })];
  await page.getByRole("button", { name: "Resolve" }).waitFor();
  await page.keyboard.press("j");
  await expect(question).toBeFocused();
  await page.keyboard.press("j");
  await expect(answer).toBeFocused();
  await expect(answer).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: "Your reply" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: "Reopen" })).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: "Resolve" })).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByText("Next message")).toBeVisible();
  await expect(sheet.getByText("Search or filter this page")).toHaveCount(0);
  await page.keyboard.press("Escape");
  const back = page.locator("#content header a").first();
  await expect(back).toHaveText("Dashboard");
  await page.keyboard.press("u");
  await expect(page).toHaveURL(/\/dashboard\?scope=all/);
  // By a link within the app, too, and as soon as the page is there.
  await online(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Discussions" }).click();
  await page.waitForURL(/\/discussions$/);
  await page.locator("#content a[href*='/threads/']").first().click();
  await page.waitForURL(/\/threads\//);
  await expect(back).toHaveText("Discussions");
  await back.click();
  await expect(page).toHaveURL(/\/discussions$/);
  expect(await status()).toBe("open");
});

test("lists are gone through by keys, and their rows opened", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/discussions" });
  const lists = [
    { to: "q", path: /\/discussions$/ },
    { to: "i", path: /\/notifications$/ },
  ];
  for (const { to, path } of lists) {
    await page.keyboard.press("g");
    await page.keyboard.press(to);
    await page.waitForURL(path);
    await online(page);
    const rows = page.locator("#content").getByRole("listitem");
    const linkOf = (row: number) => rows.nth(row).getByRole("link").first();
    // The keys come with the first pause.
    await expect(async () => {
      await page.keyboard.press("k");
      await expect(linkOf(0)).toBeFocused({ timeout: 100 });
    }).toPass();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(linkOf(2)).toBeFocused();
    await page.keyboard.press("k");
    await expect(linkOf(1)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(path);
  }
});

test("an overlay darkens the room of the scroll bar as well", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/courses" });
  await online(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const atFirst = await ground();
  for (const open of [() => page.getByRole("button", { name: "New course" }).click(), () => page.keyboard.press("Control+k")]) {
    await open();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect.poll(ground).not.toBe(atFirst);
    await page.keyboard.press("Escape");
    await expect.poll(ground).toBe(atFirst);
  }
});
