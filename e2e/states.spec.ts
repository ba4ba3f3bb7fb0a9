import { ApiClient, askByRest } from "./client";
import { expect, online, test } from "./fixtures";

test("a lecturer sees the questions that need an answer, in the list and beside the video, and they leave when they have one", async ({
  as,
  server,
}) => {
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const texts = ["Which of these is answered first?", "Which of these is answered later?"] as const;
  const [first, second] = [await askByRest(student, texts[0], 20), await askByRest(student, texts[1], 30)];

  const { page } = await as("lecturer", { at: "/discussions" });
  await page.getByRole("link", { name: "Waiting", exact: true }).click();
  await page.waitForURL("**/discussions?tab=waiting");
  const row = page.getByRole("article").filter({ hasText: texts[0] });
  await expect(row).toContainText("Waiting");
  await expect(page.getByRole("article").filter({ hasNotText: "Waiting" })).toHaveCount(0);

  await page.goto(`/videos/${first.video_id}`);
  await online(page);
  const rail = page.getByRole("region", { name: /^Questions about this lecture/ });
  const choice = rail.getByRole("button", { name: "Waiting", exact: true });
  await choice.click();
  await expect(page).toHaveURL(/\?show=waiting$/);
  await expect(rail.getByRole("listitem").filter({ hasText: /Answered|Resolved/ })).toHaveCount(0);
  const card = page.locator(`#question-${first.id}`);
  await card.getByRole("button", { expanded: false }).click();
  await card.getByRole("textbox").fill("This one.");
  await page.keyboard.press("Control+Enter");
  // It stays while it is open, as what it is.
  await expect(card).toContainText("Answered");
  await card.getByRole("button", { expanded: true }).click();
  await page.mouse.move(5, 5);
  await choice.focus();
  await page.keyboard.press("Shift+Tab");
  await expect(card).toHaveCount(0);
  await expect(page.locator(`#question-${second.id}`)).toBeVisible();

  // The choice stays in the address.
  await page.reload();
  await online(page);
  await expect(card).toHaveCount(0);
  await lecturer.data("POST", `/api/discussions/threads/${second.id}/messages`, { content: "This one, too." });
  await page.goto("/discussions?tab=answered");
  await expect(page.getByRole("article").filter({ hasText: texts[1] })).toContainText("Answered");
});
