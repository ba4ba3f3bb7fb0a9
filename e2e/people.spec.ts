import type { Page } from "@playwright/test";
import type { CreatedUser } from "#lib/contract/users.ts";
import { ApiClient, askByRest } from "./client";
import { badge, expect, password, test } from "./fixtures";

const toastOf = (page: Page, text: string | RegExp) => page.locator("[data-sonner-toast]").filter({ hasText: text });
const rowOf = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

/** Makes an account by REST, with the demo password. */
async function make(
  admin: ApiClient,
  name: string,
  role: "student" | "lecturer" | "admin",
): Promise<{ email: string; password: string; id: string }> {
  const email = `${name.toLowerCase()}@example.edu`;
  const { id } = await admin.data<CreatedUser>("POST", "/api/users", { email, first_name: name, last_name: "Person", role, password });
  return { email, password, id };
}

// Slow, because each test signs in several browsers, one after the other, and each password has to be checked.
test.beforeEach(() => test.slow());

test("two admins side by side see each other's acts", async ({ as, server, allowConsole }) => {
  allowConsole(/409/);
  const rest = await ApiClient.signIn(server.url, "admin");
  const other = await make(rest, "Olga", "admin");
  const [first, second] = [await as("admin"), await as(other)];
  await expect(second.page).toHaveURL(/\/admin\/users$/);
  const [mine, before] = [Number(await badge(first.page).textContent()) || 0, Number(await badge(second.page).textContent()) || 0];

  await first.page.getByRole("link", { name: "New account" }).click();
  await first.page.getByLabel("First name").fill("Nadia");
  await first.page.getByLabel("Last name").fill("New");
  await first.page.getByLabel("Email").fill("student@example.edu");
  await first.page.getByRole("button", { name: "Create account" }).click();
  await expect(first.page.getByText("Email already registered")).toBeVisible();
  await first.page.getByLabel("Email").fill("nadia@example.edu");
  await first.page.getByRole("button", { name: "Create account" }).click();
  await expect(first.page.getByRole("heading", { name: "Nadia New now has an account" })).toBeVisible();

  // The other admin gets a toast, a raised badge and a row without a reload.
  await expect(toastOf(second.page, "New student account")).toContainText("Nadia New");
  await expect(badge(second.page)).toHaveText(String(before + 1));
  await expect(rowOf(second.page, "nadia@example.edu")).toBeVisible();

  // The toast leads to the account. There the change of role appears live, and so does the deletion.
  await toastOf(second.page, "New student account").getByRole("link").click();
  await expect(second.page.getByRole("heading", { name: "Nadia New" })).toBeVisible();
  await first.page.getByRole("link", { name: "Open the account" }).click();
  await first.page.getByLabel("Role").selectOption("lecturer");
  await first.page.getByRole("button", { name: "Save" }).click();
  await expect(first.page.getByText("Saved.")).toBeVisible();
  await expect(second.page.getByLabel("Role")).toHaveValue("lecturer");
  await first.page.getByRole("button", { name: /^Delete this account/ }).click();
  await first.page.getByRole("button", { name: "Delete account", exact: true }).click();
  await expect(first.page).toHaveURL(/\/admin\/users$/);
  await expect(rowOf(first.page, "nadia@example.edu")).toHaveCount(0);
  await expect(toastOf(second.page, "Account deleted")).toContainText("nadia@example.edu");
  await expect(second.page.getByRole("heading", { name: "Account not found" })).toBeVisible();

  // The log lists both acts.
  await toastOf(second.page, "Account deleted").getByRole("link").click();
  await expect(rowOf(second.page, "Account deleted").first()).toBeVisible();
  await expect(rowOf(second.page, "Role changed")).toContainText("student → lecturer");

  // The admin who acted was told of none of it: what the other one does now is the first that they hear.
  await make(await ApiClient.signIn(server.url, other), "Later", "student");
  await expect(toastOf(first.page, "New student account")).toContainText("Later");
  await expect(toastOf(first.page, /New student account|Account deleted/)).toHaveCount(1);
  await expect(badge(first.page)).toHaveText(String(mine + 1));
});

test("deleting a signed-in person signs their browser out, and their question leaves the queue", async ({ as, server, allowConsole }) => {
  allowConsole(/401/);
  const rest = await ApiClient.signIn(server.url, "admin");
  const victim = await make(rest, "Vera", "student");
  const [admin, gone, lecturer] = [await as("admin"), await as(victim, { at: "/courses" }), await as("lecturer")];
  await gone.page.getByRole("button", { name: "Enrol Programming 1: Python" }).click();
  await expect(gone.page.getByRole("navigation", { name: "Course" })).toBeVisible();
  const asking = await ApiClient.signIn(server.url, victim);
  await askByRest(asking, "Will this question be here for long?");
  await expect(lecturer.page.getByRole("article").filter({ hasText: "be here for long?" })).toBeVisible();

  await admin.page.getByLabel("Search by name or email").fill("vera");
  await admin.page.getByRole("link", { name: "Vera Person" }).click();
  await expect(admin.page.getByText("One open question leaves the lecturer’s queue.")).toBeVisible();
  await expect(admin.page.getByText("They’ll leave one course.")).toBeVisible();
  await admin.page.getByRole("button", { name: /^Delete this account/ }).click();
  await admin.page.getByRole("button", { name: "Delete account", exact: true }).click();
  // On the page or, if it was just being fetched again, on the sign-in page to which it was redirected.
  await expect(gone.page.getByText("Your session has ended.")).toBeVisible();
  await expect(lecturer.page.getByRole("article").filter({ hasText: "be here for long?" })).toHaveCount(0);
  // Going back does not show the deleted account.
  await expect(admin.page).toHaveURL(/\/admin\/users$/);
  await expect(admin.page.getByRole("main")).toBeFocused();
  await admin.page.goBack();
  await expect(admin.page.getByRole("heading", { name: "People" })).toBeVisible();
  await expect(rowOf(admin.page, "admin@example.edu")).toBeVisible();
  await expect(admin.page.getByText("vera@example.edu")).toHaveCount(0);
});

test("an admin is told why somebody cannot be deleted, and what to do first", async ({ as }) => {
  const { page } = await as("admin");
  await page.getByLabel("Search by name or email").fill("lecturer@example.edu");
  await page.getByRole("link", { name: "Jane Smith" }).click();
  await expect(page.getByText("Their courses need another lecturer first")).toBeVisible();
  await page.getByRole("link", { name: "Programming 1: Python", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Programming 1: Python" })).toBeVisible();
});

test("an invitation leads to a password and in, once", async ({ as, browser, server }) => {
  const admin = await as("admin");
  await admin.page.getByRole("link", { name: "New account" }).click();
  await admin.page.getByLabel("First name").fill("Ivy");
  await admin.page.getByLabel("Last name").fill("Invited");
  await admin.page.getByLabel("Email").fill("ivy@example.edu");
  await admin.page.getByLabel("Role").selectOption("lecturer");
  await admin.page.getByRole("button", { name: "Create account" }).click();
  const link = await admin.page.getByLabel("Invitation link", { exact: true }).inputValue();

  const page = await (await browser.newContext({ baseURL: server.url })).newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Welcome, Ivy" })).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page.getByText("Password must have at least 8 characters.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("a password of my own");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page).toHaveURL(/\/dashboard/);

  const again = await (await browser.newContext({ baseURL: server.url })).newPage();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await as({ email: "ivy@example.edu", password: "a password of my own" });
});

test("a forgotten password: the page says the same to everybody, and an admin makes the link", async ({ as, page, browser, server }) => {
  await page.goto(`${server.url}/login`);
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  const said: (string | null)[] = [];
  for (const email of ["student2@example.edu", "nobody@example.edu"]) {
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    said.push(await page.getByRole("status").textContent());
    await page.getByRole("button", { name: "Try another address" }).click();
  }
  expect(said[0]).toMatch(/can’t send email/);
  expect(said[1]).toBe(said[0]);

  const rest = await ApiClient.signIn(server.url, "admin");
  const forgetful = await make(rest, "Fay", "student");
  const admin = await as("admin", { at: `/admin/users/${forgetful.id}` });
  await admin.page.getByRole("button", { name: "Make a link" }).click();
  const link = await admin.page.getByLabel("Link to set a password").inputValue();
  const other = await (await browser.newContext({ baseURL: server.url })).newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await other.getByLabel("Password", { exact: true }).fill("remembered from now on");
  await other.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(other.getByRole("heading", { name: "Hello, Fay" })).toBeVisible();
});

test("a file of people is looked through, confirmed, and answered with links", async ({ as, browser, server }) => {
  const rest = await ApiClient.signIn(server.url, "admin");
  const other = await ApiClient.signIn(server.url, await make(rest, "Una", "admin"));
  const { page } = await as("admin");
  await page.getByRole("link", { name: "Import" }).click();
  const lines = [
    "email,first_name,last_name,role,course",
    "iris@example.edu,Iris,Import,student,Programming 1: Python",
    "not an address,Ill,Typed,student,",
    "ivo@example.edu,Ivo,Featherstonehaugh-Wolfeschlegelsteinhausen,lecturer,",
    "ida@example.edu,Ida,Import,student,No such course",
  ];
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });
  await expect(page.getByRole("heading", { name: "What people.csv would do" })).toBeVisible();
  await expect(page.getByText("2 new accounts, 1 new enrolment. 2 lines can’t be imported.")).toBeVisible();
  await expect(page.getByText("Line 3")).toBeVisible();
  await expect(page.getByText("Line 5")).toBeVisible();
  await page.getByRole("button", { name: "Import the valid lines" }).click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the report with the links" }).click();
  const report = await (await (await download).createReadStream()).toArray();
  const link = Buffer.concat(report).toString().split("\r\n")[1]?.split(",").at(-1) ?? "";
  const invited = await (await browser.newContext({ baseURL: server.url })).newPage();
  await invited.goto(link);
  await expect(invited.getByRole("heading", { name: "Welcome, Iris" })).toBeVisible();

  await page.getByRole("link", { name: "Go to People" }).click();
  await expect(rowOf(page, "ivo@example.edu")).toContainText("Invitation not sent");
  // Who imports is not told of it: another admin's act is the first that they hear.
  await make(other, "Umberto", "student");
  await expect(toastOf(page, "New student account")).toContainText("Umberto");
  await expect(toastOf(page, "account")).toHaveCount(1);
  // On a phone a long name does not make the page wider than the screen.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("another session is ended from the settings, and a new password ends them all", async ({ as, server, allowConsole }) => {
  allowConsole(/40[01]/);
  const rest = await ApiClient.signIn(server.url, "admin");
  const person = await make(rest, "Sol", "student");
  const [here, there] = [await as(person), await as(person)];
  await here.page.getByRole("button", { name: /^Account of/ }).click();
  await here.page.getByRole("menuitem", { name: "Settings" }).click();
  await here.page.getByRole("button", { name: /^Sign out (?!all)/ }).click();
  await expect(here.page.getByText("Signed out.")).toBeVisible();
  await expect(there.page.getByRole("alertdialog", { name: "You were signed out" })).toBeVisible();

  const third = await as(person);
  await here.page.getByLabel("Current password").fill("not my password");
  await here.page.getByLabel("New password").fill("another one of mine");
  await here.page.getByRole("button", { name: "Change password" }).click();
  await expect(here.page.getByText("Current password is not your password.")).toBeVisible();
  await here.page.getByLabel("Current password").fill(password);
  await here.page.getByRole("button", { name: "Change password" }).click();
  await expect(here.page.getByText("You’re signed out everywhere else.")).toBeVisible();
  await expect(third.page.getByRole("alertdialog", { name: "You were signed out" })).toBeVisible();

  // A new name of one's own is shown at once. At last the account is deleted.
  await here.page.getByLabel("First name").fill("Solveig");
  await here.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(here.page.getByRole("button", { name: "Account of Solveig Person (SP)" })).toBeVisible();
  await here.page.getByRole("button", { name: /^Delete my account/ }).click();
  await here.page.getByRole("dialog").getByLabel("Password").fill("another one of mine");
  await here.page.getByRole("dialog").getByRole("button", { name: "Delete my account" }).click();
  await expect(here.page.getByText("Your account was deleted.")).toBeVisible();
});

test("a lecturer blocks a student, who is told where they would write, and lifts it again", async ({ as, server }) => {
  const asker = await ApiClient.signIn(server.url, "student2");
  const thread = await askByRest(asker, "Is this the place to sell concert tickets?");
  const [lecturer, student] = [await as("lecturer"), await as("student2", { at: `/discussions/threads/${thread.id}` })];
  await expect(student.page.getByRole("textbox", { name: "Your reply" })).toBeVisible();

  await lecturer.page.goto(`${server.url}/discussions/threads/${thread.id}`);
  await lecturer.page.getByRole("button", { name: "More about this discussion" }).click();
  await lecturer.page.getByRole("menuitem", { name: /^Block / }).click();
  await lecturer.page.getByLabel("Reason (optional)").fill("No advertising, please.");
  await lecturer.page.getByRole("button", { name: "Block", exact: true }).click();
  await expect(student.page.getByText("No advertising, please.")).toBeVisible();
  await expect(student.page.getByRole("textbox", { name: "Your reply" })).toHaveCount(0);
  await student.page.goto(`${server.url}/videos/${thread.video_id}`);
  await expect(student.page.getByText(/You can read this course but not post in it/)).toBeVisible();
  await expect(student.page.getByRole("textbox", { name: "Your question" })).toHaveCount(0);

  await lecturer.page.getByRole("button", { name: "More about this discussion" }).click();
  await lecturer.page.getByRole("menuitem", { name: "Blocked students" }).click();
  await expect(lecturer.page.getByText("No advertising, please.")).toBeVisible();
  await lecturer.page.getByRole("button", { name: /^Unblock ./ }).click();
  await expect(lecturer.page.getByText("Nobody is blocked")).toBeVisible();
  await expect(student.page.getByRole("textbox", { name: "Your question" })).toBeVisible();
});
