import type { Page } from "@playwright/test";
import { ApiClient } from "./client";
import { expect, test } from "./fixtures";

const answer = [
  "He says so at 0:15, and again at 59:59.",
  "```python\ndef f(x):\n    return x + 1  # one more\n```",
  "$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$",
  "It costs $5 and $6.",
].join("\n\n");

/** The markup of formulas, code and paragraphs in the last answer, which is the same each time it is drawn, but for React's marks. */
const markupOf = (page: Page) =>
  page
    .getByRole("article", { name: /^Jane Smith, lecturer/ })
    .last()
    .evaluate((article) => [...article.querySelectorAll("math, pre, p")].map((element) => element.outerHTML.replaceAll(/<!--.*?-->/g, "")));

test("a discussion is headed by its question, and shows times, code and formulas live as after a reload", async ({ as, server }) => {
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const { videos } = await lecturer.demoCourse();
  const { id } = await student.data<{ id: string }>("POST", "/api/discussions/threads", {
    video_id: videos[0]?.id,
    lecturer_id: lecturer.userId,
    question_text: "Why does the **sum** grow like this?\n\nI can't see it.",
    video_timestamp_seconds: 41,
    code_snippet: "for i in range(3):\n    print(i)",
  });
  const { page } = await as("student", { at: `/discussions/threads/${id}` });
  await expect(page.getByRole("heading", { level: 1, name: "Why does the sum grow like this?" })).toBeVisible();
  await expect(page).toHaveTitle(/^(?:\(\d+\) )?Why does the sum grow like this\? · Handraise$/);
  await expect(page.getByRole("group", { name: "Code" }).locator("code span").first()).toBeVisible();

  // Drawn when it arrives live, and in the same way after a reload.
  await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: answer });
  const message = page.getByRole("article", { name: /^Jane Smith, lecturer/ }).last();
  const isDrawn = async () => {
    await expect(message.locator("math")).toBeVisible();
    await expect(message.locator("code span", { hasText: "return" })).toBeVisible();
    // Its colour is there as well, which is a file of its own.
    const colours = await message.locator("code, code span").evaluateAll((parts) => parts.map((part) => getComputedStyle(part).color));
    expect(new Set(colours).size).toBeGreaterThan(2);
    await expect(message.getByText("It costs $5 and $6.")).toBeVisible();
  };
  await isDrawn();
  const live = await markupOf(page);
  await page.reload();
  await isDrawn();
  await expect.poll(() => markupOf(page)).toEqual(live);
  expect(await (await page.request.get(`/discussions/threads/${id}`)).text()).toContain("<math");

  // What the server painted can be pressed like what the browser drew.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await message.getByRole("button", { name: "Copy the code" }).click();
  await expect(message.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("def f(x):\n    return x + 1  # one more");

  // A time plays the video from there, beside the discussion. The composer can insert the current time.
  await expect(message.getByRole("button", { name: /59 minutes/ })).toHaveCount(0);
  await message.getByRole("button", { name: "Go to 15 seconds" }).click();
  await page.waitForFunction(() => Math.abs((document.querySelector("video")?.currentTime ?? 0) - 16) < 3);
  await page.evaluate(() => document.querySelector("video")?.pause());
  const field = page.getByRole("textbox", { name: "Your reply" });
  await field.fill("As at");
  await page.getByRole("button", { name: "Insert the current time" }).click();
  await expect(field).toHaveValue(/^As at 0:1[4-9] $/);
  const player = await page.locator("media-controller").boundingBox();
  const composer = await page.locator('[data-pinned="composer"]').boundingBox();
  expect((composer?.x ?? 0) + (composer?.width ?? 0)).toBeLessThan(player?.x ?? 0);
  await field.fill("");

  // Where there is no player, a time leads to the page of the video.
  const staff = await as("lecturer");
  await student.data("POST", `/api/discussions/threads/${id}/messages`, { content: "And what is at 0:20?" });
  await staff.page.goto("/dashboard");
  const row = staff.page.getByRole("article").filter({ hasText: "And what is at 0:20?" }).first();
  await row.hover();
  await row.getByRole("button", { name: "Reply" }).click();
  await staff.page.getByRole("link", { name: "Go to 20 seconds" }).first().click();
  await staff.page.waitForURL(/\/videos\/.*t=20/);
});

test("code that goes on beside its button lies under it nowhere, and it and a wide table fade out where they go on", async ({
  as,
  server,
}) => {
  const student = await ApiClient.signIn(server.url, "student");
  const { videos, lecturer_id } = await student.demoCourse();
  const wide = "a_long_name_of_a_function(".repeat(12);
  const { id } = await student.data<{ id: string }>("POST", "/api/discussions/threads", {
    ...{ video_id: videos[0]?.id, lecturer_id },
    question_text: [
      "Why is it this wide?",
      `~~~py\n${wide}\n~~~`,
      `| a | b |\n|---|---|\n| ${"wide".repeat(30)} | ${"wider".repeat(30)} |`,
    ].join("\n\n"),
    code_snippet: "x = 1",
  });
  const { page } = await as("student", { at: `/discussions/threads/${id}` });
  const question = page.locator("#question");
  // The heading has said its first line.
  await expect(question.getByText("Why is it this wide?")).toHaveCount(0);
  const [wideCode, short] = [question.locator("pre").first(), question.locator("pre").last()];
  const [code, button] = [
    await wideCode.boundingBox(),
    await question.getByRole("button", { name: "Copy the code" }).first().boundingBox(),
  ];
  expect((code?.x ?? 0) + (code?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0);

  const fade = (of: typeof short) => of.evaluate((one) => Number.parseFloat(getComputedStyle(one).getPropertyValue("--fade")));
  const table = question.getByRole("region", { name: "Table" });
  for (const scrolls of [wideCode, table]) {
    await expect.poll(() => fade(scrolls)).toBeGreaterThan(20);
    await scrolls.evaluate((one) => one.scrollTo({ left: one.scrollWidth }));
    await expect.poll(() => fade(scrolls)).toBe(0);
  }
  expect(await fade(short)).toBe(0);
});
