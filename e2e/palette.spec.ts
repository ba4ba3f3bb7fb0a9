import { expect, test } from "./fixtures";

test("the palette lies over a page that is still and out of reach, and gives the focus back", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/dashboard", viewport: { width: 1280, height: 400 } });
  const filter = page.getByRole("combobox", { name: "Video" });
  await filter.focus();
  const palette = page.getByRole("dialog", { name: "Search and go anywhere" });
  const field = palette.getByRole("combobox");

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.mouse.move(40, 380);
  await page.mouse.wheel(0, 300);
  await filter.evaluate((behind: HTMLElement) => behind.focus());
  await expect(field).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(filter).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.mouse.click(40, 380);
  await expect(palette).toHaveCount(0);
  await expect(filter).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(filter).toBeFocused();
});
