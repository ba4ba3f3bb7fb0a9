import type { Locator } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { expect, online, test } from "./fixtures";

test("with forced colours every state is told by more than a ground that is gone", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  const { video_id } = await askByRest(student, "What is left with forced colours?", 20);
  const { page } = await as("lecturer");
  await page.emulateMedia({ forcedColors: "active" });
  const style = (target: Locator, property: string, pseudo?: string) =>
    target.evaluate((element, [name, of]) => getComputedStyle(element, of).getPropertyValue(name), [property, pseudo ?? null] as const);
  const ground = (target: Locator) => style(target, "background-color");
  await page.goto("/discussions");
  await online(page);
  const canvas = await ground(page.locator("body"));
  // By its role, because what is streamed stands in the page twice for a moment, once hidden.
  const dot = page.getByRole("listitem").filter({ hasText: "What is left" }).locator("span.size-2");

  expect([await ground(page.locator("#notification-badge")), await ground(dot)]).not.toContain(canvas);

  // The current page's link without and with the focus, and another link with it, all look different.
  const [here, other] = [page.getByRole("link", { name: "Discussions" }).first(), page.getByRole("link", { name: "Courses" }).first()];
  const outline = async (target: Locator) =>
    (await Promise.all(["style", "width", "offset"].map((part) => style(target, `outline-${part}`)))).join(" ");
  const looks = [await outline(here)];
  await page.keyboard.press("Tab");
  for (const link of [other, here]) {
    await link.focus();
    looks.push(await outline(link));
  }

  expect(new Set(looks).size).toBe(3);
  expect(looks.every((look) => !look.startsWith("none"))).toBe(true);

  await page.goto("/settings");
  const control = page.getByRole("switch").first();
  const on = await ground(control);
  await control.click();

  await expect(control).not.toBeChecked();
  await expect.poll(() => ground(control)).not.toBe(on);
  expect(await style(control, "background-color", "::before")).not.toBe(await ground(control));

  // Turned on again, because later tests on this server need these notifications.
  await control.click();
  await expect(control).toBeChecked();

  await page.goto(`/videos/${video_id}`);
  const player = page.locator("media-controller");
  await expect(player.getByRole("button", { name: "play", exact: true })).toHaveCSS("forced-color-adjust", "none");
});

test("a printed discussion is whole, on white, and has nothing to press", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  const course = await student.demoCourse();
  const { id } = await student.data<{ id: string }>("POST", "/api/discussions/threads", {
    video_id: course.videos[0]?.id,
    lecturer_id: course.lecturer_id,
    question_text: "What is printed of a long listing?",
    video_timestamp_seconds: 41,
    code_snippet: `${"a = 1\n".repeat(80)}${"b".repeat(400)}`,
  });
  const { page } = await as("student", { at: `/discussions/threads/${id}`, colorScheme: "dark" });
  await page.getByRole("button", { name: "Resolve" }).waitFor();
  await expect(page.locator("[data-still]")).not.toHaveCSS("opacity", "0");
  await page.keyboard.press("j");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("[data-still]")).toBeVisible();
  await expect(page.locator(":focus-visible")).toHaveCSS("outline-style", "none");
  await expect(page.getByRole("navigation")).toHaveCount(0);

  for (const gone of [page.getByRole("banner"), page.locator('[data-pinned="composer"]'), page.locator('[data-pinned="bar"]')])
    await expect(gone).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^Watch from/ })).toContainText("0:41");

  const code = page.getByRole("group", { name: "Code" }).locator("pre");
  expect(
    await code.evaluate((element) => [element.scrollHeight - element.clientHeight, element.scrollWidth - element.clientWidth]),
  ).toEqual([0, 0]);
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
});

test("of a printed lecture there is the picture and what was asked, and nothing to press or to fill in", async ({ as, server }) => {
  const { videos } = await (await ApiClient.signIn(server.url, "student")).demoCourse();
  const { page } = await as("student", { at: `/videos/${videos[0]?.id}?t=12` });
  const player = page.getByRole("region", { name: /^Video player/ });
  const parts = [player.getByText(/ \/ /), page.getByRole("form", { name: "Ask about this moment" })];
  for (const part of parts) await expect(part).toBeVisible();

  await page.emulateMedia({ media: "print" });
  for (const part of parts) await expect(part).toBeHidden();
  await expect(player.getByRole("button")).toHaveCount(0);
  await expect(page.locator("video")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Questions about this lecture" })).toBeVisible();
});
