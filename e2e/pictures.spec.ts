import type { Thread } from "#lib/contract/discussions.ts";
import { blankPng } from "#lib/testing/png.ts";
import { ApiClient } from "./client";
import { expect, online, playFrom, test } from "./fixtures";

test("a student attaches a frame, the lecturer sees it and answers with a picture, and nobody else does", async ({
  as,
  server,
  allowConsole,
}) => {
  const { videos } = await (await ApiClient.signIn(server.url, "student")).demoCourse();
  const { page, context } = await as("student", { at: `/videos/${videos[0]?.id}` });
  await playFrom(page, 12);
  const question = page.getByRole("textbox", { name: "Your question" });
  await question.click();
  await page.getByRole("button", { name: "Attach this frame" }).click();
  const attached = page.getByRole("list", { name: "Attached pictures" }).getByRole("img");
  // What looks at pictures has the lowest priority, so a busy machine lets it wait.
  await expect(attached).toHaveAttribute("alt", /^Frame at 0:1\d$/, { timeout: 30_000 });
  await expect.poll(() => attached.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await expect(question).toHaveValue(/^!\[Frame at 0:1\d\]\(\/api\/images\/[\w-]+\?w=\d+&h=\d+\)\n$/);
  await expect(question).toBeFocused();
  await page.keyboard.type("What is x on this slide?");
  const asking = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/discussions/threads") && answer.request().method() === "POST",
  );
  await page.keyboard.press("Control+Enter");
  const { data: thread } = (await (await asking).json()) as { data: Thread };
  const [, address = ""] = /(\/api\/images\/[\w-]+)/.exec(thread.question_text) ?? [];

  const lecturer = await as("lecturer", { at: "/dashboard" });
  const row = lecturer.page.getByRole("article").filter({ hasText: "What is x on this slide?" });
  await expect(row).toContainText(/\[Frame at 0:1\d\] What is x/);
  await expect(row).not.toContainText("/api/images");

  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await lecturer.page.route("**/api/images/*", (route) => held.then(() => route.continue()));
  await lecturer.page.goto(`/discussions/threads/${thread.id}`);
  await online(lecturer.page);
  await expect(lecturer.page.getByRole("heading", { level: 1 })).toHaveText("What is x on this slide?");
  const frame = lecturer.page.getByRole("img", { name: /^Frame at/ });
  // Space for the frame is reserved before it is loaded.
  const place = await frame.boundingBox();
  expect(place?.height).toBeGreaterThan(200);
  release();
  await expect.poll(() => frame.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  expect(await frame.boundingBox()).toEqual(place);
  const reply = lecturer.page.getByRole("textbox", { name: "Your reply" });
  await reply.fill("Like here:");
  await lecturer.page
    .getByLabel("Choose pictures")
    .setInputFiles({ name: "Jane Smith.png", mimeType: "image/png", buffer: Buffer.from(blankPng(640, 360)) });
  await expect(reply).toHaveValue(/^Like here:\n\n!\[Picture\]/, { timeout: 30_000 });
  await lecturer.page.getByRole("button", { name: "Send", exact: true }).click();

  // The student's page shows the picture at once. A click opens it in full size.
  const answer = page.locator(`#question-${thread.id}`);
  await answer.getByRole("button", { expanded: false }).click();
  const shown = answer.getByRole("img", { name: "Picture", exact: true });
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  // Chromium's own page for an image has inline styles, which the image's content security policy refuses.
  allowConsole(/Applying inline style violates/);
  const opening = context.waitForEvent("page");
  await shown.click();
  const whole = await opening;
  await whole.waitForLoadState();
  expect(await whole.evaluate(() => document.images[0]?.naturalWidth)).toBe(640);

  // Classmates, admins and people who are not signed in do not get it.
  for (const other of ["student2", "admin"] as const) {
    const { context: theirs } = await as(other, { at: null });
    expect((await theirs.request.get(address)).status()).toBe(404);
  }
  expect((await fetch(`${server.url}${address}`)).status).toBe(401);
  expect((await lecturer.context.request.get(address)).headers()["content-type"]).toBe("image/webp");
});

test("a frame that is attached before the video was ever played is what one sees, and not nothing", async ({ as, server }) => {
  const { videos } = await (await ApiClient.signIn(server.url, "student2")).demoCourse();
  const { page } = await as("student2", { at: `/videos/${videos[0]?.id}` });
  await page.getByRole("textbox", { name: "Your question" }).click();
  await page.getByRole("button", { name: "Attach this frame" }).click();
  const attached = page.getByRole("list", { name: "Attached pictures" }).getByRole("img");

  await expect(attached).toHaveAttribute("alt", /^Frame at \d+:\d\d$/, { timeout: 30_000 });
  await expect.poll(() => attached.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);

  const shades = await attached.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight });
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    return new Set(context?.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, at) => at % 4 === 0)).size;
  });

  expect(shades).toBeGreaterThan(20);
});
