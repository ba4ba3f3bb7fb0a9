import sharp from "sharp";
import type { School } from "#lib/contract/school.ts";
import { ApiClient } from "./client";
import { expect, onOwnServer } from "./fixtures";

/** On servers of their own, because all pages show the school's name afterwards. */
const test = onOwnServer();

test("an admin gives the pages their school's name, logo and links: another admin sees it at once, a visitor before signing in", async ({
  as,
  server,
  browser,
  allowConsole,
}) => {
  test.slow();
  allowConsole(/400/);
  const rest = await ApiClient.signIn(server.url, "admin");
  const [first, second] = [await as("admin"), await as("admin", { at: "/admin/school" })];
  await expect(second.page.locator("html")).toHaveAttribute("data-realtime", "online");
  await first.page.getByRole("link", { name: "School" }).first().click();
  await expect(first.page.getByRole("heading", { name: "School", level: 1 })).toBeVisible();

  await first.page.getByLabel("Name", { exact: true }).fill("Hochschule Süd");
  await first.page.getByLabel("Help and contact").fill("help@example.edu");
  await first.page.getByLabel("Imprint").fill("example.edu/imprint");
  await first.page.getByRole("button", { name: "Save" }).click();
  await expect(first.page.getByText("The address of the imprint must be an http:// or https:// address.")).toBeVisible();
  await first.page.getByLabel("Imprint").fill("https://example.edu/imprint");
  await first.page.getByRole("button", { name: "Save" }).click();

  for (const { page } of [first, second]) {
    await expect(page.getByRole("banner")).toContainText("Hochschule Süd");
    await expect(page.getByLabel("Help and contact")).toHaveValue("help@example.edu");
  }

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle cx="45" cy="45" r="40" fill="#0b4f6c"/></svg>';
  const picture = { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) };
  await first.page.getByLabel("Picture").setInputFiles(picture);
  await expect(first.page.getByText("The logo must be a PNG, JPEG or WebP picture.")).toBeVisible();
  await first.page
    .getByLabel("Picture")
    .setInputFiles({ ...picture, name: "logo.png", buffer: await sharp(picture.buffer).png().toBuffer() });
  for (const { page } of [first, second]) {
    await expect(page.getByRole("banner").locator("img")).toBeVisible();
    await expect(page.getByRole("button", { name: "Remove the logo" })).toBeVisible();
  }

  const visitor = await browser.newContext();
  const page = await visitor.newPage();
  await page.goto(`${server.url}/login`);
  await expect(page).toHaveTitle("Sign in · Hochschule Süd");
  await expect(page.getByText("Hochschule Süd", { exact: true }).first()).toBeVisible();
  const logo = page.locator("main img");
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(90);
  await expect(page.getByRole("link", { name: "Imprint" })).toHaveAttribute("href", "https://example.edu/imprint");
  await expect(page.getByRole("link", { name: "Help and contact" })).toHaveAttribute("href", "mailto:help@example.edu");
  await visitor.close();

  await second.page.getByRole("button", { name: "Remove the logo" }).click();
  await expect(first.page.getByText("No logo yet, so pages show")).toBeVisible();
  expect((await rest.data<School>("GET", "/api/school")).logo).toBeNull();
});
