import { resolve } from "node:path";
import { ApiClient, askByRest } from "./client";
import { expect, test } from "./fixtures";

const media = resolve(import.meta.dirname, "../prisma/media");

test("a lecturer replaces a lecture's file: open players switch to the new file by themselves, and the questions stay", async ({
  as,
  server,
  allowConsole,
}) => {
  test.slow();
  allowConsole(/400/);
  const course = await (await ApiClient.signIn(server.url, "lecturer")).demoCourse();
  const asked = await askByRest(await ApiClient.signIn(server.url, "student"), "Is this said after the end of the new recording?", 80);
  const lecture = course.videos.find(({ id }) => id === asked.video_id);
  const title = lecture?.title ?? "";
  const [lecturer, student] = [await as("lecturer"), await as("student", { at: `/videos/${asked.video_id}` })];
  const player = student.page.locator("video");
  const length = () => player.evaluate((video: HTMLVideoElement) => Math.round(video.duration));
  await expect.poll(length).toBe(lecture?.duration_seconds);
  await expect(student.page.getByText("After the end of this recording")).toHaveCount(0);

  await lecturer.page.goto(`/courses/${course.id}`);
  const card = lecturer.page.getByRole("article").filter({ hasText: title });
  const replace = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
    await card.getByRole("button", { name: `More about ${title}` }).click();
    await lecturer.page.getByRole("menuitem", { name: "Replace the file" }).click();
    const dialog = lecturer.page.getByRole("dialog", { name: `Replace the file of ${title}` });
    await dialog.getByLabel(`File for ${title}`).setInputFiles(file);
    await expect(dialog).toHaveCount(0);
  };
  const text = Buffer.from("This is no video, whatever its name says. ".repeat(100));
  await replace({ name: "lecture.mp4", mimeType: "video/mp4", buffer: text });
  await expect(card.getByText("The lecture still plays its current file.")).toBeVisible({ timeout: 20_000 });
  expect(await length()).toBe(lecture?.duration_seconds);
  await card.getByRole("button", { name: "Dismiss" }).click();
  await expect(card.getByText("The lecture still plays its current file.")).toHaveCount(0);

  await replace(resolve(media, "sql-joins.webm"));
  await expect(card.getByText("0:48")).toBeVisible({ timeout: 60_000 });
  await expect.poll(length, { timeout: 30_000 }).toBe(48);
  await expect(student.page.getByText("After the end of this recording").first()).toBeVisible();
  await expect(student.page.getByRole("button", { name: "Is this said after the end of the new recording?", exact: true })).toBeVisible();
});
