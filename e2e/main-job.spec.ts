import type { Page } from "@playwright/test";
import { ApiClient, askByRest } from "./client";
import { badge, expect, liesOnNoRow, online, playFrom, onEmbedded as test } from "./fixtures";

const openVideo = async (page: Page) => {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Courses" }).click();
  await page.getByRole("link", { name: "Programming 1: Python", exact: true }).click();
  await page.getByRole("link", { name: "Introduction to Python Variables" }).click();
  await page.waitForURL(/\/videos\//);
};
const unreadIn = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
/** The second that the player shows, and whether it stands still. */
const secondOf = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector("video");
    return video && [Math.floor(video.currentTime), video.paused];
  });
const toastOf = (page: Page, text: string) => page.locator("[data-sonner-toast]").filter({ hasText: text });

test("a question asked at a second of a video is answered live, in both directions", async ({ as }) => {
  const [lecturer, student] = [await as("lecturer", { at: "/courses" }), await as("student")];
  // The lecturer's other device, with the queue on screen.
  const queue = await as("lecturer");
  await expect(queue.page).toHaveURL(/\/dashboard/);
  const before = Number((await badge(lecturer.page).textContent()) || 0);

  await openVideo(student.page);
  await playFrom(student.page, 41);
  const question = "Why does b.append change a as well?";
  await student.page.getByRole("textbox", { name: "Your question" }).pressSequentially(question.slice(0, 3));
  // The moment is the second at which typing began, wherever the video goes meanwhile.
  await playFrom(student.page, 60);
  await student.page.getByRole("textbox", { name: "Your question" }).fill(question);
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(student.page.getByRole("complementary").getByText(question)).toBeVisible();

  // The lecturer gets a toast, a raised badge and title, and a row in the queue, all without a reload; no toast where the row is in sight.
  await expect(toastOf(lecturer.page, question)).toBeVisible();
  await expect(badge(lecturer.page)).toHaveText(String(before + 1));
  await expect(unreadIn(lecturer.page)).toHaveAccessibleName(`Notifications, ${before + 1} unread`);
  await expect(lecturer.page).toHaveTitle(new RegExp(`^\\(${before + 1}\\) `));
  const row = queue.page.getByRole("article").filter({ hasText: question });
  await expect(row).toContainText("0:41");
  await expect(row).toBeInViewport();
  await expect(badge(queue.page)).toHaveText(String(before + 1));

  // The toast leads to the question, at its second of the video. Reading it lowers the badge.
  await expect(toastOf(lecturer.page, question)).toContainText("0:41");
  await expect(toastOf(lecturer.page, question).getByRole("button", { name: "Reply" })).toBeVisible();
  await toastOf(lecturer.page, question).getByRole("link").click();
  await lecturer.page.waitForURL(/\/discussions\/threads\//);
  await expect(lecturer.page.getByRole("article", { name: /^Question by/ })).toBeFocused();
  await expect.poll(() => secondOf(lecturer.page)).toEqual([41, true]);
  await expect(badge(lecturer.page)).toHaveText(before > 0 ? String(before) : "");
  await expect(toastOf(queue.page, question)).toHaveCount(0);

  const answer = "Both names stand for **one** list. Use `list(a)` for a copy.";
  await lecturer.page.getByPlaceholder("Write a reply…").fill(answer);
  await lecturer.page.getByRole("button", { name: /^Send/ }).click();
  await expect(
    lecturer.page.getByRole("article", { name: /Jane Smith, lecturer/ }).filter({ hasText: "Both names stand for" }),
  ).toHaveCount(1);

  // The student gets a toast on the page of the video.
  await expect(toastOf(student.page, "Both names stand for")).toBeVisible();
  await toastOf(student.page, "Both names stand for").getByRole("link").click();
  // The question opens beside the video, at its second and at the answer, without leaving the page, and is read there.
  await expect(student.page.getByRole("article", { name: /Jane Smith, lecturer/ })).toBeFocused();
  await expect.poll(() => secondOf(student.page)).toEqual([41, true]);
  await expect(toastOf(student.page, "Moved to 0:41").getByRole("button", { name: "Back to 1:00" })).toBeVisible();
  const beside = student.page.getByRole("complementary", { name: "Questions about this lecture" });
  await expect(beside.getByRole("button", { name: question })).toHaveAttribute("aria-expanded", "true");
  await expect(beside.getByRole("article", { name: /Jane Smith, lecturer/ }).locator("strong", { hasText: "one" })).toBeVisible();
  await expect(lecturer.page.getByText(/^Seen/)).toBeVisible();
  await beside.getByRole("link", { name: "Open discussion" }).click();
  await student.page.waitForURL(/\/discussions\/threads\//);
  const message = student.page.getByRole("article", { name: /Jane Smith, lecturer/ });
  await expect(message.locator("strong", { hasText: "one" })).toBeVisible();
  await expect(message.locator("code", { hasText: "list(a)" })).toBeVisible();
  await expect(lecturer.page.getByText(/^Seen/)).toBeVisible();

  // A follow-up appears live in the open thread, and raises neither a toast nor the badge.
  await student.page.getByPlaceholder("Write a reply…").fill("Thank you, that works!");
  await student.page.getByRole("button", { name: /^Send/ }).click();
  await expect(
    lecturer.page.getByRole("article", { name: /Mina Okafor, student/ }).filter({ hasText: "Thank you, that works!" }),
  ).toHaveCount(1);
  await expect(toastOf(lecturer.page, "Thank you")).toHaveCount(0);
  await expect(badge(lecturer.page)).toHaveText(before > 0 ? String(before) : "");

  await student.page.getByRole("button", { name: "Resolve" }).click();
  await expect(student.page.getByRole("button", { name: "Reopen" })).toBeVisible();
  await expect(lecturer.page.getByRole("button", { name: "Reopen" })).toBeVisible();
});

test("two tabs of one person agree: what one reads, the other has read", async ({ as, server }) => {
  const [first, student] = [await as("lecturer", { at: "/courses" }), await as("student2")];
  const second = await first.context.newPage();
  await second.goto(`${server.url}/discussions`);
  await online(second);
  const before = Number(await badge(first.page).textContent()) || 0;
  await openVideo(student.page);
  await student.page.getByRole("textbox", { name: "Your question" }).fill("Do both of your tabs hear me?");
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();

  for (const page of [first.page, second]) await expect(badge(page)).toHaveText(String(before + 1));

  const toasts = async () => Promise.all([first.page, second].map((page) => toastOf(page, "Do both of your tabs hear me?").count()));
  await expect.poll(async () => (await toasts()).toSorted()).toEqual([0, 1]);

  // No row moves under the pointer: new ones wait behind a button, which lies on no row.
  const pill = second.getByRole("button", { name: "1 new" });
  await pill.waitFor();
  for (const width of [390, 1280]) {
    await second.setViewportSize({ width, height: 800 });
    await liesOnNoRow(pill);
  }
  await pill.click();
  await second.getByRole("main").getByRole("link", { name: "Do both of your tabs hear me?" }).click();
  await expect(second.getByPlaceholder("Write a reply…")).toBeVisible();
  for (const page of [first.page, second]) await expect(badge(page)).toHaveText(before > 0 ? String(before) : "");
  await expect.poll(toasts).toEqual([0, 0]);
});

test("the inbox: popover, read, unread, mark all", async ({ as }) => {
  const [lecturer, student] = [await as("lecturer"), await as("student")];
  const before = Number(await badge(lecturer.page).textContent()) || 0;
  await openVideo(student.page);

  for (const text of ["The first of two questions?", "The second of two questions?"]) {
    await student.page.getByRole("textbox", { name: "Your question" }).fill(text);
    await student.page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(student.page.getByRole("complementary").getByText(text)).toBeVisible();
  }
  // What arrived while it was open would wait behind a button.
  await expect(badge(lecturer.page)).toHaveText(String(before + 2));

  await unreadIn(lecturer.page).click();
  const popover = lecturer.page.getByRole("dialog", { name: "Notifications" });
  await expect(popover.getByRole("link", { name: /The second of two questions\?/ })).toBeVisible();

  await popover.getByRole("button", { name: "Mark all read" }).click();
  await expect(badge(lecturer.page)).toBeHidden();
  await expect(popover.getByText("Unread", { exact: true })).toHaveCount(0);

  // A notification that arrives afterwards is unread.
  await student.page.getByRole("textbox", { name: "Your question" }).fill("And one that came later?");
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(badge(lecturer.page)).toHaveText("1");
});

test("the queue: a reply takes a question off, a follow-up puts it back", async ({ as }) => {
  const [lecturer, student] = [await as("lecturer"), await as("student")];
  await openVideo(student.page);
  const text = "Is the queue moved by answers alone?";
  await student.page.getByRole("textbox", { name: "Your question" }).fill(text);
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();
  const row = lecturer.page.getByRole("article").filter({ hasText: text });
  await row.getByRole("button", { name: "Reply" }).click();
  await row.getByRole("textbox").fill("Yes: nobody has to mark anything.");
  await row.getByRole("button", { name: "Send", exact: true }).click();

  await expect(row).toHaveCount(0);

  await toastOf(student.page, "nobody has to mark anything").getByRole("link").click();
  await student.page.getByPlaceholder("Write a reply…").fill("And if I ask again?");
  await student.page.getByRole("button", { name: /^Send/ }).click();
  await expect(lecturer.page.getByRole("article").filter({ hasText: "And if I ask again?" })).toBeVisible();
});

test("a question that is resolved on its page notifies its student after the time for Undo is over, and never after Undo", async ({
  as,
  server,
}) => {
  const asking = await ApiClient.signIn(server.url, "student");
  const thread = await askByRest(asking, "Is this one resolved by a slip of the hand?");
  const [{ page: lecturer }, { page: student }] = [await as("lecturer", { at: `/discussions/threads/${thread.id}` }), await as("student")];
  const told = toastOf(student, "Question resolved");
  const status = async () => (await asking.data<{ status: string }>("GET", `/api/discussions/threads/${thread.id}`)).status;
  const resolve = lecturer.getByRole("button", { name: "Resolve" });
  await resolve.click();
  await expect(lecturer.getByRole("button", { name: "Reopen" })).toBeVisible();
  await toastOf(lecturer, "Resolved").getByRole("button", { name: "Undo" }).click();
  await expect(resolve).toBeVisible();
  await student.waitForTimeout(7000);
  expect([await status(), await told.count()]).toEqual(["open", 0]);

  await resolve.click();
  await student.waitForTimeout(2500);
  expect([await status(), await told.count()]).toEqual(["open", 0]);
  await expect(told).toBeVisible();
  expect(await status()).toBe("resolved");

  // The question is resolved even though the page is closed before the time to undo is over.
  await lecturer.getByRole("button", { name: "Reopen" }).click();
  await resolve.click();
  await lecturer.close({ runBeforeUnload: true });
  await expect.poll(status).toBe("resolved");
});

test("the dashboard lets go of what was withdrawn, answered in another tab, or went to another lecturer", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/403/);
  const student = await ApiClient.signIn(server.url, "student");
  const asked = await Promise.all(
    ["withdrawn?", "answered elsewhere?", "kept?"].map((text) => askByRest(student, `Will this one be ${text}`)),
  );
  const { page } = await as("lecturer", { at: "/dashboard" });
  const row = (text: string) => page.getByRole("article").filter({ hasText: `Will this one be ${text}` });
  await expect(row("withdrawn?")).toBeVisible();
  const [withdrawn, answered, kept] = asked.map(({ id }) => id);
  await student.data("DELETE", `/api/discussions/threads/${withdrawn}`);
  await expect(row("withdrawn?")).toHaveCount(0);
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  await lecturer.data("POST", `/api/discussions/threads/${answered}/messages`, { content: "Yes, here." });
  await expect(row("answered elsewhere?")).toHaveCount(0);
  await expect(row("kept?")).toBeVisible();

  const admin = await ApiClient.signIn(server.url, "admin");
  const [course, lecturers] = [
    await student.demoCourse(),
    await admin.data<{ id: string; email: string }[]>("GET", "/api/users?role=lecturer"),
  ];
  const idOf = (email: string) => lecturers.find((one) => one.email === email)?.id;
  const give = (lecturer_id: string | undefined) => admin.data("PATCH", `/api/courses/${course.id}`, { lecturer_id });
  await page.goto(`/discussions/threads/${kept}`);
  await online(page);
  try {
    await give(idOf("lecturer2@example.edu"));
    await expect(page.getByText("You no longer have access")).toBeVisible();
  } finally {
    await give(idOf("lecturer@example.edu"));
  }
});

test("a question that is typed before the lecture has loaded is about the second of the link", async ({ as, server }) => {
  const { page } = await as("student");
  const { videos } = await (await ApiClient.signIn(server.url, "student")).demoCourse();
  await page.route("**/stream*", () => {});
  await page.goto(`/videos/${videos[0]?.id}?t=41`);
  await page.getByRole("textbox", { name: "Your question" }).pressSequentially("Why");
  await expect(page.getByRole("button", { name: /Change it$/ })).toContainText("0:41");
});
