import { resolve } from "node:path";
import { startBucket } from "#lib/testing/swift.ts";
import { ApiClient } from "./client";
import { test as base, expect, playFrom, standsAt } from "./fixtures";
import { AppServer } from "./server";

/** The server keeps its videos in a bucket of OpenStack Swift. null where Swift is not installed. */
const test = base.extend<{ bucket: Awaited<ReturnType<typeof startBucket>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
  bucket: async ({}, use) => {
    const bucket = await startBucket();
    await use(bucket);
    bucket?.stop();
  },
  server: [
    async ({ bucket }, use) => {
      const { s3 } = bucket ?? {};
      const server = await AppServer.create(
        s3
          ? {
              S3_ENDPOINT: s3.endpoint,
              S3_BUCKET: s3.bucket,
              S3_REGION: s3.region,
              S3_ACCESS_KEY_ID: s3.credentials?.accessKeyId ?? "",
              S3_SECRET_ACCESS_KEY: s3.credentials?.secretAccessKey ?? "",
            }
          : {},
      );
      await use(server);
      await server.remove();
    },
    { scope: "test", timeout: 90_000 },
  ],
});

test("a lecture is uploaded into a bucket, plays from there, and is asked about at its second", async ({ as, server, bucket }) => {
  test.skip(!bucket, "there is no OpenStack Swift here (swift-proxy, -account, -container, -object)");
  test.slow();
  const course = await (await ApiClient.signIn(server.url, "lecturer")).demoCourse();
  const [lecturer, student] = [await as("lecturer", { at: `/courses/${course.id}` }), await as("student", { at: `/courses/${course.id}` })];
  await lecturer.page.getByRole("button", { name: "Add a lecture" }).click();
  const dialog = lecturer.page.getByRole("dialog", { name: "Add a lecture" });
  await dialog.getByLabel("File", { exact: true }).setInputFiles(resolve(import.meta.dirname, "../prisma/media/sql-joins.webm"));
  await dialog.getByLabel("Title").fill("Joins, in a bucket");
  await dialog.getByRole("button", { name: "Upload", exact: true }).click();

  const toast = (text: string) => ({
    of: ({ page }: typeof student) => page.locator("[data-sonner-toast]").filter({ hasText: text }),
  });
  await expect(toast("Joins, in a bucket").of(student)).toContainText("New lecture", { timeout: 60_000 });
  await toast("Joins, in a bucket").of(student).getByRole("link").click();
  await student.page.waitForURL(/\/videos\//);
  // The video comes from the bucket, to which the server only redirects, and plays from the middle.
  const fromBucket = student.page.waitForResponse(
    (answer) => answer.url().startsWith(bucket?.s3.endpoint ?? "-") && [200, 206].includes(answer.status()),
  );
  await student.page.reload();
  await fromBucket;
  await playFrom(student.page, 12);
  const question = "Does this come from far away?";
  await student.page.getByRole("textbox", { name: "Your question" }).fill(question);
  await student.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(toast(question).of(lecturer)).toBeVisible();
  await toast(question).of(lecturer).getByRole("link").click();
  // The toast opens the discussion's player at the second of the question.
  await standsAt(lecturer.page, 12);
  await lecturer.page.getByRole("textbox", { name: /reply|answer/i }).fill("From the next room.");
  await lecturer.page.getByRole("button", { name: /^(Reply|Answer|Send)/ }).click();
  await expect(toast("From the next room.").of(student)).toBeVisible();
});
