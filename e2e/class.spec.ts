import type { Locator, Page } from "@playwright/test";
import type { Thread } from "#lib/contract/discussions.ts";
import { ApiClient } from "./client";
import { type Actor, badge, expect, liesOnNoRow, online, password, test } from "./fixtures";

/** Somebody who asks anonymously. Nothing else shows this name and address to classmates. */
const canary = { first_name: "Quillonius", last_name: "Zyxwater", email: "quillonius@example.edu" };
const question = "Is it silly to ask what an index is?";
const toastOf = (page: Page, text: string) => page.locator("[data-sonner-toast]").filter({ hasText: text });
const row = (page: Page | Locator, text: string) => page.getByRole("article").filter({ hasText: text });

type Received = { answers: string; frames: string };

/** Records as text all that a browser receives: pages, flight data, answers, and frames of its sockets. */
function record({ page, context }: Actor): () => Promise<Received> {
  const parts: Promise<string>[] = [];
  const frames: string[] = [];
  context.on("response", (response) => {
    if (/_next\/static|\/stream|\/poster/.test(response.url())) return;
    parts.push(response.text().catch(() => ""));
  });
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(payload.toString())));
  return async () => ({ answers: (await Promise.all(parts)).join("\n"), frames: frames.join("\n") });
}

test("a course of eight: staff, classmates, an anonymous asker and an admin each see live what they may, and nothing else", async ({
  as,
  server,
  allowConsole,
}) => {
  test.slow();
  // Two people open discussions that they may not read.
  allowConsole(/404 \(Not Found\).*\/discussions\/threads\//);
  const registered = await fetch(`${server.url}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...canary, password }),
  });
  expect(registered.status).toBe(201);
  const asker = await ApiClient.signIn(server.url, { email: canary.email, password });
  const course = await asker.demoCourse();
  await asker.data("POST", `/api/courses/${course.id}/enrollment`, {});
  const [video] = course.videos;
  if (!video) throw new Error("the demo course has no video");

  const [lecturer, assistant, second] = [await as("lecturer"), await as("assistant"), await as("lecturer2")];
  const [anonymous, mina, jonas, priya] = [
    await as({ email: canary.email, password }),
    await as("student"),
    await as("student2"),
    await as("student3"),
  ];
  const admin = await as("admin");
  const sent = [mina, jonas, priya].map((one) => record(one));

  // The lecturer adds a colleague to the staff, who has the queue at once.
  await lecturer.page.goto(`/courses/${course.id}/staff`);
  await lecturer.page.getByLabel("Email").fill("lecturer2@example.edu");
  await lecturer.page.getByRole("button", { name: /^Add/ }).click();
  await expect(lecturer.page.getByText("Rafael Costa")).toBeVisible();
  await second.page.goto("/dashboard");
  await expect(row(second.page, "My while loop never ends")).toBeVisible();
  await lecturer.page.goto("/dashboard");
  await assistant.page.goto("/courses");
  for (const { page } of [jonas, priya]) await page.goto(`/courses/${course.id}/questions`);
  for (const { page } of [lecturer, assistant, jonas, priya]) await online(page);

  const before = await Promise.all([jonas, priya].map(({ page }) => badge(page).textContent()));

  // The form says who will see an anonymous question before it is asked.
  await anonymous.page.goto(`/videos/${video.id}`);
  await online(anonymous.page);
  await anonymous.page.getByRole("textbox", { name: "Your question" }).click();
  await anonymous.page.getByRole("radio", { name: "Class" }).check();
  await anonymous.page.getByRole("checkbox", { name: /Hide my name/ }).check();
  await expect(anonymous.page.getByText(/^Class: \d+ people see it, asked anonymously/)).toBeVisible();
  await anonymous.page.getByRole("textbox", { name: "Your question" }).fill(question);
  await anonymous.page.getByRole("button", { name: "Ask", exact: true }).click();

  // The question appears without a reload: in the lists of classmates, in the queues of the staff, and as a toast elsewhere.
  for (const { page } of [jonas, priya]) {
    // No row moves under the pointer: new ones wait behind a button.
    const pill = page.getByRole("button", { name: /^1 new/ });
    await pill.waitFor();
    await liesOnNoRow(pill);
    await pill.click();
    await expect(row(page, question)).toContainText("Asked anonymously");
  }
  expect(await Promise.all([jonas, priya].map(({ page }) => badge(page).textContent()))).toEqual(before);
  for (const { page } of [lecturer, second]) await expect(row(page, question)).toContainText("Anonymous");
  await expect(toastOf(assistant.page, question)).toBeVisible();

  // Another student's vote is counted live.
  await row(priya.page, question)
    .getByRole("button", { name: /Me too/ })
    .click();
  await expect(row(jonas.page, question).getByRole("button", { name: /Me too/ })).toContainText("1");

  // A classmate answers, which the queue says. An assistant endorses the answer, which takes the question off the queue.
  await row(jonas.page, question).getByRole("link", { name: question }).click();
  await jonas.page.waitForURL(/\/discussions\/threads\//);
  await jonas.page.getByPlaceholder("Write a reply…").fill("It is the place in the list, from 0 on.");
  await jonas.page.getByRole("button", { name: /^Send/ }).click();
  await expect(toastOf(anonymous.page, "It is the place in the list")).toBeVisible();
  await expect(row(lecturer.page, question)).toContainText("Answered by a student: endorse?");
  const threadPath = new URL(jonas.page.url()).pathname;
  await assistant.page.goto(threadPath);
  await online(assistant.page);
  const answer = assistant.page.getByRole("article", { name: /Jonas Weber/ }).filter({ hasText: "from 0 on" });
  await answer.getByRole("button", { name: /More/ }).click();
  await assistant.page.getByRole("menuitem", { name: "Endorse" }).click();
  await expect(jonas.page.getByText(/Endorsed by Tomás Rivera/).first()).toBeVisible();
  await expect(row(lecturer.page, question)).toHaveCount(0);
  await expect(toastOf(priya.page, "It is the place in the list")).toBeVisible();

  // Only the staff see a private question. An admin sees no question of the class.
  const student = await ApiClient.signIn(server.url, "student");
  const secret = await student.data<Thread>("POST", "/api/discussions/threads", {
    video_id: video.id,
    question_text: "May I hand in a day late?",
  });
  for (const { page } of [lecturer, second]) await expect(row(page, "May I hand in a day late?")).toBeVisible();
  await priya.page.goto(`/discussions/threads/${secret.id}`);
  await expect(priya.page.getByRole("heading", { name: /not found|isn’t here|no such/i })).toBeVisible();
  await admin.page.goto(threadPath);
  await expect(admin.page.getByRole("heading", { name: /not found|isn’t here|no such/i })).toBeVisible();

  // The asker sees that the question is their own. Nothing that classmates have received says whose it is.
  await anonymous.page.goto(threadPath);
  await expect(anonymous.page.getByText("You, anonymous").first()).toBeVisible();
  await mina.page.goto(threadPath);
  await expect(mina.page.getByText("Anonymous").first()).toBeVisible();
  await mina.page.goto(`/courses/${course.id}/questions?sort=votes`);
  await mina.page.goto(`/videos/${video.id}`);
  await online(mina.page);
  const received = await Promise.all(sent.map((one) => one()));
  for (const { answers, frames } of received) {
    // It was recorded: the question is there.
    expect(answers).toContain(question);
    const bytes = `${answers}\n${frames}`.toLowerCase();
    for (const word of [canary.first_name, canary.last_name, canary.email, asker.userId])
      expect(bytes.includes(word.toLowerCase()), word).toBe(false);
  }
  for (const { frames } of received.slice(1)) expect(frames).toContain(question);

  // A person who leaves the staff loses the queue while looking at it.
  await lecturer.page.goto(`/courses/${course.id}/staff`);
  await lecturer.page.getByRole("button", { name: "More about Rafael Costa" }).click();
  await lecturer.page.getByRole("menuitem", { name: "Remove" }).click();
  await lecturer.page.getByRole("button", { name: /^Remove/ }).click();
  await expect(row(second.page, "May I hand in a day late?")).toHaveCount(0);
});

test("an announcement reaches the whole course, and is read by opening it", async ({ as, server }) => {
  const [lecturer, student] = [await as("lecturer"), await as("student4")];
  const course = await (await ApiClient.signIn(server.url, "lecturer")).demoCourse();
  await lecturer.page.goto(`/courses/${course.id}`);
  await online(lecturer.page);
  await lecturer.page.getByRole("button", { name: "Announce" }).click();
  const dialog = lecturer.page.getByRole("dialog");
  await expect(dialog).toContainText(/\d+ people will be notified/);
  await dialog.getByLabel("Title").fill("No lecture on Monday");
  await dialog.getByLabel(/Text|Announcement|Message/).fill("The hall is closed. Watch the recording **instead**.");
  const before = Number((await badge(student.page).textContent()) || 0);
  await dialog.getByRole("button", { name: /^(Announce|Post|Send)/ }).click();

  await expect(toastOf(student.page, "No lecture on Monday")).toBeVisible();
  await expect(badge(student.page)).toHaveText(String(before + 1));
  // It is unread wherever it is listed.
  const news = student.page.getByRole("region", { name: "New activity" });
  await expect(row(news, "No lecture on Monday")).toContainText("Unread");
  const classPage = await student.context.newPage();
  await classPage.goto(`${server.url}/courses/${course.id}/questions`);
  await online(classPage);
  await expect(row(classPage, "No lecture on Monday")).toHaveAttribute("data-marked", "true");
  await toastOf(student.page, "No lecture on Monday").getByRole("link").click();
  await student.page.waitForURL(/\/discussions\/threads\//);
  await expect(student.page.getByRole("heading", { name: /No lecture on Monday/ })).toBeVisible();
  await expect(badge(student.page)).toHaveText(before > 0 ? String(before) : "");
  await expect(row(classPage, "No lecture on Monday")).not.toHaveAttribute("data-marked");
});
