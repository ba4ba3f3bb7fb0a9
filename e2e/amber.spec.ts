import type { Locator, Page } from "@playwright/test";
import { amberActs } from "./amber";
import { ApiClient, askByRest } from "./client";
import { atRest, expect, online, playFrom, test } from "./fixtures";

/** What is filled with amber once nothing moves any more. */
async function filled(page: Page): Promise<string[]> {
  await atRest(page);
  return amberActs(page);
}

const reply = (within: Page | Locator) => within.getByRole("textbox", { name: /^(Your reply|Reply to)/ });

test("of two forms on a page the one in use has the filled button, and of none in use neither has", async ({ as }) => {
  const { page } = await as("student", { at: "/settings" });
  await expect.poll(() => filled(page)).toEqual([]);
  await page.getByLabel("First name").focus();
  await expect.poll(() => filled(page)).toEqual(["Save"]);
  await page.getByLabel("Current password").focus();
  await expect.poll(() => filled(page)).toEqual(["Change password"]);
});

test("beside a lecture one act is filled, whatever is being written there, and in full screen as well", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  const { id, video_id } = await askByRest(student, "Which of the two buttons is the one to press?", 2);
  const { page } = await as("student", { at: `/videos/${video_id}` });
  await playFrom(page, 10);
  await expect.poll(() => filled(page)).toEqual(["Ask"]);
  const question = page.getByRole("textbox", { name: "Your question" });
  const card = page.locator(`#question-${id}`);
  const ask = page.getByRole("form", { name: "Ask about this moment" }).getByRole("button", { name: "Ask", exact: true });
  await question.fill("What if I write two things at once?");
  await expect.poll(() => filled(page)).toEqual(["Ask"]);
  await expect(ask).toHaveCSS("background-color", "rgb(243, 166, 28)");
  await card.getByRole("button", { name: /^Which of the two/ }).click();
  await reply(card).fill("This one, I think.");
  await expect.poll(() => filled(page)).toEqual(["Send"]);
  // Out of both, with something written in both: the page is about asking.
  await page.getByRole("heading", { level: 1 }).click();
  await expect.poll(() => filled(page)).toEqual(["Ask"]);
  await expect(ask).toHaveCSS("background-color", "rgb(243, 166, 28)");

  await page.locator("media-fullscreen-button").click();
  await page.waitForFunction(() => document.fullscreenElement !== null);
  const raised = page.getByRole("button", { name: "Ask a question" });
  await expect(raised).toHaveCSS("background-color", "rgb(246, 183, 60)");
  await raised.click();
  await expect(page.locator("media-controller").getByRole("textbox", { name: "Your question" })).toBeFocused();
  await expect(raised).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
});

test("in the queue the selected row has the filled button, and a reply begun elsewhere waits", async ({ as, server }) => {
  const student = await ApiClient.signIn(server.url, "student");
  for (const about of ["first", "second"]) await askByRest(student, `What is the answer to the ${about} of these, and why?`);
  const { page } = await as("lecturer", { at: "/dashboard" });
  const row = (about: string) => page.locator("article").filter({ hasText: `the ${about} of these` });
  await row("first").hover();
  await row("first").getByRole("button", { name: "Reply" }).click();
  await reply(row("first")).fill("It is begun, and not sent.");

  await expect.poll(() => filled(page)).toEqual(["Send"]);

  await row("second").hover();
  await row("second").click();
  await expect.poll(() => filled(page)).toEqual(["Reply"]);

  await row("second").getByRole("button", { name: "Reply" }).click();
  await reply(row("second")).fill("So is this one.");
  await expect.poll(() => filled(page)).toEqual(["Send"]);
  await expect(row("second").getByRole("button", { name: "Send", exact: true })).toHaveCSS("background-color", "rgb(243, 166, 28)");
});

test("in a discussion an edit comes before the reply below it, and a toast before both", async ({ as, server }) => {
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const { id } = await askByRest(student, "How many buttons call for me at once?");
  await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: "As many as you like." });
  const { page } = await as("lecturer", { at: `/discussions/threads/${id}` });
  await reply(page).fill("One more thing.");

  await expect.poll(() => filled(page)).toEqual(["Send"]);

  await page
    .getByRole("article", { name: /, lecturer$/ })
    .getByRole("button", { name: "More about this message" })
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();

  await expect(page.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
  await expect.poll(() => filled(page)).toEqual(["Save"]);

  await askByRest(student, "Does a toast call for me as well?");
  const toast = page.locator("[data-sonner-toast]").first();
  await toast.getByRole("button", { name: "Reply" }).click();
  await expect(toast.getByRole("textbox")).toBeFocused();
  await expect.poll(() => filled(page)).toEqual(["Send"]);

  await online(page);
});
