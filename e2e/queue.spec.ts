import type { Locator } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { atRest, expect, online, signIn, test } from "./fixtures";

const names = ["student", "student2", "student3", "student4"] as const;

test("a lecturer answers three who ask the same at once, watches the moment in place, and comes back to the same row", async ({
  as,
  server,
}) => {
  const students = await Promise.all(names.map((name) => ApiClient.signIn(server.url, name)));
  const { videos } = await (students[0] as ApiClient).demoCourse();
  const ask = (student: ApiClient, question_text: string, video_timestamp_seconds: number) =>
    student.data<{ id: string }>("POST", "/api/discussions/threads", { video_id: videos[0]?.id, question_text, video_timestamp_seconds });
  const same = ["Why does the equals sign not compare?", "why does the equals sign not compare", "Why does the equals sign not compare??"];
  const asked = [];
  for (const [index, text] of same.entries()) asked.push(await ask(students[index] as ApiClient, text, 14 + index));
  await ask(
    students[3] as ApiClient,
    `Does a long question stay a short row? ${"It goes on. ".repeat(60)}\n\n\`\`\`\n${"x = 1\n".repeat(12)}\`\`\``,
    41,
  );

  const { page } = await as("lecturer", { at: "/dashboard" });
  const long = page.getByRole("article").filter({ hasText: "Does a long question" });
  await expect(long).toContainText("code, 12 lines");
  const fold = page.getByRole("article", { name: "Question by 3 students" });
  await expect(fold).toContainText("3 students around");
  await page.keyboard.press("k");
  await atRest(page);
  const heights = () => page.getByRole("article").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  const isLow = (rows: number[]) => {
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(63);
    expect(Math.max(...rows)).toBeLessThanOrEqual(90);
  };
  await page.setViewportSize({ width: 390, height: 844 });
  isLow(await heights());
  await page.setViewportSize({ width: 1280, height: 800 });
  const before = await heights();
  isLow(before);
  // The height of rows does not change under the pointer.
  await long.hover();
  await atRest(page);
  expect(await heights()).toEqual(before);

  await long.getByRole("button", { name: "Play at 41 seconds" }).click();
  await expect.poll(() => page.evaluate(() => document.querySelector("video")?.currentTime ?? 0), { timeout: 20_000 }).toBeGreaterThan(40);
  await long.getByRole("button", { name: "Close the player" }).click();
  await expect(long).toBeFocused();

  await page.keyboard.press("o");
  await page.waitForURL(/\/discussions\/threads\//);
  await page.goBack();
  await online(page);
  await expect(long).toHaveAttribute("aria-current", "true");

  await fold.getByRole("button", { name: "Answer all" }).click();
  await expect(fold.getByRole("list", { name: "Questions grouped here" }).getByRole("listitem")).toHaveCount(3);
  await fold.getByRole("textbox").fill("It gives a name to a value.");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "All 3 answers were sent" })).toBeVisible();
  await expect(fold).toHaveCount(0);
  await expect(long.getByRole("textbox")).toBeFocused();
  for (const [index, { id }] of asked.entries()) {
    const { messages } = await (students[index] as ApiClient).data<{ messages: { content: string }[] }>(
      "GET",
      `/api/discussions/threads/${id}`,
    );
    expect(messages.filter(({ content }) => content === "It gives a name to a value.")).toHaveLength(1);
  }

  // The filter is in the address, and the number of questions is that of the video.
  await page.getByRole("combobox", { name: "Lecture" }).selectOption({ label: "Introduction to Python Variables" });
  await page.waitForURL(/\?video=/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Lecture" })).not.toHaveValue("");
  const shown = Number(await page.getByRole("definition").first().textContent());
  await page.getByRole("article").last().scrollIntoViewIfNeeded();
  await expect(page.getByRole("article")).toHaveCount(shown);
  const tabs = page.getByRole("navigation", { name: "Filter the queue" });
  await page.evaluate(() => window.scrollTo(0, 0));
  const tabsAtAll = await tabs.boundingBox();
  await page.getByRole("link", { name: "Unclaimed" }).click();
  await page.waitForURL(/scope=unclaimed.*video=/);
  const count = page.getByText(`${shown} of ${shown}`, { exact: true });
  await expect(count).toBeVisible();
  // What the choice adds moves no tab under the pointer.
  expect(await tabs.boundingBox()).toEqual(tabsAtAll);
  // Where one line is too narrow there are two: the title and the keys, then the tabs, the number and the choices.
  const inLine = async (...parts: Locator[]) => {
    const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
    const middles = boxes.map((box) => (box ? box.y + box.height / 2 : Number.NaN));
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(4);
    expect(boxes.map((box) => box?.x)).toEqual(boxes.map((box) => box?.x ?? 0).sort((a, b) => a - b));
    return middles[0] ?? 0;
  };
  const title = page.getByRole("heading", { name: "Waiting", exact: true });
  const keys = page.getByRole("button", { name: "Shortcuts" });
  const choices = page.getByRole("combobox", { name: "Lecture" });
  await inLine(title, tabs, count, choices, keys);
  for (const width of [640, 768]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await inLine(title, keys)).toBeLessThan(await inLine(tabs, count, choices));
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await inLine(title, count, keys)).toBeLessThan(await inLine(tabs, choices));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("combobox", { name: "Lecture" })).toHaveValue("");
});

/** More than the page comes with, and than one call answers. */
const many = 26;

test("an answer to all who ask the same reaches those that are not loaded, and none whom a colleague was quicker with", async ({
  as,
  server,
}) => {
  test.setTimeout(120_000);
  const staff = await ApiClient.signIn(server.url, "assistant");
  const { id: courseId, videos } = await (await ApiClient.signIn(server.url, "student")).demoCourse();
  const text = "Why does this name still point to the old list?";
  const asked: { student: ApiClient; id: string }[] = [];
  for (let n = 0; n < many; n++) {
    const person = { email: `asks-${n}-${Date.now()}@test.example`, password: "correct horse battery" };
    await fetch(`${server.url}/api/auth/register`, {
      method: "POST",
      body: JSON.stringify({ ...person, first_name: "Asks", last_name: `No ${n}` }),
    });
    const student = await ApiClient.signIn(server.url, person);
    await student.data("POST", `/api/courses/${courseId}/enrollment`);
    const body = { video_id: videos[1]?.id, question_text: text, video_timestamp_seconds: 20 + (n % 10) };
    asked.push({ student, ...(await student.data<{ id: string }>("POST", "/api/discussions/threads", body)) });
  }

  const { page } = await as("lecturer", { at: null });
  // The rows beyond those that the page comes with never arrive.
  await page.route(/\/api\/discussions\/queue\?.*cursor=/, () => undefined);
  await page.goto(`/dashboard?course=${courseId}&video=${videos[1]?.id}`);
  await online(page);
  const fold = page.getByRole("article", { name: `Question by ${many} students` });
  await expect(fold).toContainText(`${many} students around`);
  const waiting = async () => Number(await page.getByRole("definition").first().textContent());
  const before = await waiting();
  await fold.getByRole("button", { name: "Answer all" }).click();
  // Of so many those in view are in the document.
  const first = page.getByRole("list", { name: "Questions grouped here" }).getByRole("listitem").first();
  await expect(first).toHaveAttribute("aria-setsize", `${many}`);

  const reply = (id: string) => staff.data("POST", `/api/discussions/threads/${id}/messages`, { content: "I was quicker." });
  await reply(asked.at(-1)?.id ?? "");
  await expect(first).toHaveAttribute("aria-setsize", `${many - 1}`);
  expect(await waiting()).toBe(before - 1);

  let isFirst = true;
  await page.route("**/api/discussions/queue/answers", async (route) => {
    if (isFirst) await reply(asked[3]?.id ?? "");
    isFirst = false;
    await route.continue();
  });
  await page.getByRole("textbox", { name: `Reply to ${many - 1} students` }).fill("Both names point to one list.");
  await page.getByRole("button", { name: `Send to ${many - 1}` }).click();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: `${many - 2} of ${many - 1} sent` })).toContainText(
    "One question was answered, closed or withdrawn in the meantime.",
  );
  await expect.poll(waiting).toBe(before - many);
  for (const [index, { student, id }] of asked.entries()) {
    const { messages } = await student.data<{ messages: { content: string }[] }>("GET", `/api/discussions/threads/${id}`);
    const isColleagues = index === 3 || index === many - 1;
    expect(messages.slice(1).map(({ content }) => content)).toEqual([isColleagues ? "I was quicker." : "Both names point to one list."]);
  }
});

test("on a phone the first press of a row's button does what the button says", async ({ browser, server }) => {
  await askByRest(await ApiClient.signIn(server.url, "student"), "Does the first press do it?", 9);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, baseURL: server.url };
  const context = await browser.newContext(phone);

  try {
    const page = await context.newPage();
    await signIn(page, server.url, "lecturer");
    await page.goto("/dashboard");
    await online(page);
    const row = page.getByRole("article").filter({ hasText: "Does the first press do it?" });
    const reply = row.getByRole("button", { name: "Reply" });
    await reply.scrollIntoViewIfNeeded();
    const place = await reply.boundingBox();
    await reply.tap();
    await expect(row.getByRole("textbox")).toBeFocused();
    await page.keyboard.press("Escape");
    // The other buttons have come, and this one is where it was in its row.
    await expect(row.getByRole("button", { name: "Resolve" })).toBeVisible();
    expect((await reply.boundingBox())?.x).toBe(place?.x);
  } finally {
    await context.close();
  }
});
