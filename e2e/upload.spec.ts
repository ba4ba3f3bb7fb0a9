import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { ApiClient } from "./client";
import { test as base, expect, online, playFrom, standsAt } from "./fixtures";
import { AppServer } from "./server";
import { SlowLine } from "./slow-line";

const media = resolve(import.meta.dirname, "../prisma/media");
const toastOf = (page: Page, text: string) => page.locator("[data-sonner-toast]").filter({ hasText: text });

/** How many bytes of uploads that are not finished a server has stored, leaving out what is beside them. */
function storedBytes(server: AppServer): number {
  const files = readdirSync(server.mediaFolder, { recursive: true, encoding: "utf8" });
  const unfinished = files.filter((file) => files.includes(`${file}.json`));
  return unfinished.reduce((sum, file) => sum + statSync(join(server.mediaFolder, file)).size, 0);
}

/** The server can also be reached over a slow line, at the line's address. */
const test = base.extend<{ line: SlowLine }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
  line: async ({}, use) => {
    const line = await SlowLine.open();
    await use(line);
    line.close();
  },
  server: [
    async ({ line }, use) => {
      const server = await AppServer.create({ NEXTAUTH_URL: line.url });
      line.to = server.port;
      await use(server);
      await server.remove();
    },
    { scope: "test", timeout: 90_000 },
  ],
});

test("a lecture is uploaded over a cut, a killed server and a reload; the course hears of it and asks at its second", async ({
  as,
  server,
  line,
  allowConsole,
}) => {
  test.slow();
  allowConsole(/ERR_|WebSocket/);
  const client = await ApiClient.signIn(server.url, "lecturer");
  const course = await client.demoCourse();
  const [lecturer, student] = [await as("lecturer"), await as("student", { at: `/courses/${course.id}` })];
  // Cookies do not depend on the port, so the session at the server's address is valid at the line's, too.
  await lecturer.page.goto(`${line.url}/courses/${course.id}`);
  lecturer.page.on("dialog", (dialog) => void dialog.accept());
  const offsets: number[] = [];
  lecturer.page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });

  await lecturer.page.getByRole("button", { name: "Add a lecture" }).click();
  const dialog = lecturer.page.getByRole("dialog", { name: "Add a lecture" });
  await dialog.getByLabel("File", { exact: true }).setInputFiles(resolve(media, "sql-joins.webm"));
  await expect(dialog.getByLabel("Title")).toHaveValue("sql joins");
  await dialog.getByLabel("Title").fill("Joins, uploaded");
  line.rate = 20_000;
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  const card = lecturer.page.getByRole("article").filter({ hasText: "Joins, uploaded" });
  await expect(card.getByRole("progressbar", { name: "Upload of Joins, uploaded" })).toBeVisible();
  await expect.poll(() => storedBytes(server), { timeout: 30_000 }).toBeGreaterThan(0);

  // The line is cut. Meanwhile the server is killed, and it is up again before the line is mended.
  line.cut();
  await expect(card.getByText("Waiting for connection")).toBeVisible();
  await server.stop("SIGKILL");
  await server.start();
  const storedAtFirst = storedBytes(server);
  line.mend();
  await expect(card.getByText("Uploading", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => storedBytes(server), { timeout: 30_000 }).toBeGreaterThan(storedAtFirst);

  // The page is reloaded. When the same file is chosen, the upload goes on where it was.
  line.cut();
  await expect(card.getByText("Waiting for connection")).toBeVisible();
  await card.getByRole("button", { name: /^Pause/ }).click();
  line.mend();
  line.rate = Number.POSITIVE_INFINITY;
  await lecturer.page.reload();
  await expect(card.getByText("Not finished")).toBeVisible();
  const other = { name: "sql-joins.webm", mimeType: "video/webm", buffer: Buffer.from("something else") };
  await card.getByLabel("File for Joins, uploaded").setInputFiles(other);
  await expect(card.getByText(/That’s a different file/)).toBeVisible();
  // What a page learns when it is back has no toast of its own.
  await online(student.page);
  await card.getByLabel("File for Joins, uploaded").setInputFiles(resolve(media, "sql-joins.webm"));

  // The student, on the page of the course, gets a toast and the video in the list.
  await expect(toastOf(student.page, "Joins, uploaded")).toContainText("New lecture", { timeout: 30_000 });
  // Three requests, each of which begins further on than the one before.
  expect(offsets).toHaveLength(3);
  expect(offsets[0]).toBe(0);
  expect(offsets[1]).toBeGreaterThan(0);
  expect(offsets[2]).toBeGreaterThan(offsets[1] ?? 0);
  await expect(student.page.getByRole("main").getByRole("link", { name: "Joins, uploaded" })).toBeVisible();
  await expect(card.getByRole("link", { name: "Joins, uploaded" })).toBeVisible();
  await toastOf(student.page, "Joins, uploaded").getByRole("link").click();
  await student.page.waitForURL(/\/videos\//);

  // What is stored is what was sent, over all interruptions.
  const id = student.page.url().split("/").at(-1);
  const stored = await (await student.context.request.get(`${server.url}/api/videos/${id}/stream`)).body();
  expect(stored.equals(readFileSync(resolve(media, "sql-joins.webm")))).toBe(true);

  await playFrom(student.page, 12);
  const question = "Is an outer join slower than an inner one?";
  await student.page.getByRole("textbox", { name: "Your question" }).fill(question);
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(toastOf(lecturer.page, question)).toBeVisible();
  await toastOf(lecturer.page, question).getByRole("link").click();
  // The toast opens the discussion's player at the second of the question.
  await standsAt(lecturer.page, 12);

  // The next visit begins where the student stopped.
  await student.page.goto(`/courses/${course.id}`);
  await student.page.getByRole("main").getByRole("link", { name: "Joins, uploaded" }).click();
  await expect(student.page.getByText("Resumed at")).toBeVisible();
  await expect.poll(() => student.page.evaluate(() => Math.floor(document.querySelector("video")?.currentTime ?? 0))).toBe(12);
  await student.page.getByRole("button", { name: "Start over" }).click();
  await expect.poll(() => student.page.evaluate(() => Math.floor(document.querySelector("video")?.currentTime ?? 0))).toBe(0);
});

test("what is not a video is said to be none, and leaves the way to another file", async ({ as, server, allowConsole }) => {
  test.slow();
  allowConsole(/status of 400/);
  const client = await ApiClient.signIn(server.url, "lecturer");
  const course = await client.demoCourse();
  const [lecturer, student] = [await as("lecturer", { at: `/courses/${course.id}` }), await as("student", { at: `/courses/${course.id}` })];
  await lecturer.page.getByRole("button", { name: "Add a lecture" }).click();
  const dialog = lecturer.page.getByRole("dialog", { name: "Add a lecture" });
  const file = { name: "notes.mp4", mimeType: "video/mp4", buffer: Buffer.from("Not a video, but a text.\n".repeat(500)) };
  await dialog.getByLabel("File", { exact: true }).setInputFiles(file);
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();
  const card = lecturer.page.getByRole("article").filter({ hasText: "notes" });

  await expect(card.getByText(/Processing failed/)).toBeVisible({ timeout: 30_000 });

  // The student hears of a lecture that is added later, and never of this one.
  await client.data("POST", `/api/courses/${course.id}/videos`, { title: "Later", url: "https://videos.invalid/later.webm" });
  await expect(student.page.getByRole("main").getByRole("link", { name: "Later", exact: true })).toBeVisible();
  await expect(student.page.getByText("notes", { exact: true })).toHaveCount(0);

  await card.getByRole("button", { name: "More about notes" }).click();
  await lecturer.page.getByRole("menuitem", { name: "Delete" }).click();
  await lecturer.page.getByRole("alertdialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(card).toHaveCount(0);
});
