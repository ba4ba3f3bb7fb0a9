import { ApiClient, askByRest } from "./client";
import { accounts, badge, expect, online, password, signInByForm, onEmbedded as test } from "./fixtures";
import { AppServer } from "./server";

test("a wrong password is told without saying which of the two is wrong", async ({ page, server, consoleLines }) => {
  await page.goto(`${server.url}/login`);

  for (const [email, secret] of [
    [accounts.student, "wrong password"],
    ["nobody@example.edu", password],
  ] as const) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(secret);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Invalid email or password")).toBeVisible();
    await page.getByText("Invalid email or password").evaluate((note) => note.remove());
    await page.reload();
  }
  // The browser itself logs every 401. Nothing else may be in the console.
  expect(consoleLines.filter((line) => !line.includes("401"))).toEqual([]);
});

test("a demo account is one click away, whatever next-auth has left in the browser", async ({ page, server }) => {
  await page.context().addCookies([{ name: "next-auth.callback-url", value: "no%20address", url: server.url }]);
  await page.goto(`${server.url}/login`);
  await page.getByRole("button", { name: "Lecturer" }).click();
  await page.waitForURL(/\/dashboard/);
});

test("a page behind the login leads there and back, and nowhere else", async ({ page, server }) => {
  await page.goto(`${server.url}/courses`);
  await expect(page).toHaveURL(/\/login\?next=%2Fcourses/);
  await page.goto(`${server.url}/login?next=https://evil.example/`);
  await page.getByRole("button", { name: "Student" }).click();
  await page.waitForURL(`${server.url}/`);
});

test("someone new registers, is told beside the field what is wrong, and enrols", async ({ page, server, consoleLines }) => {
  await page.goto(`${server.url}/register`);
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("Last name").fill("New");
  await page.getByLabel("Email").fill(accounts.student);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByText("Password must have at least 8 characters.")).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill("long enough now");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Email already registered")).toBeVisible();

  await page.getByLabel("Email").fill("nora@example.edu");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You’re not in a course yet")).toBeVisible();

  await page.getByRole("link", { name: "Browse courses" }).click();
  await page.getByRole("button", { name: "Enrol Programming 1: Python" }).click();
  await page.waitForURL(/\/courses\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "Programming 1: Python" })).toBeFocused();
  expect(consoleLines.filter((line) => !/40[09]/.test(line))).toEqual([]);
});

test("a session that is ended elsewhere ends here, and leads back to the sign-in", async ({ as, server, allowConsole }) => {
  allowConsole(/401/);
  const { page, context } = await as("student2");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ended = await fetch(`${server.url}/api/auth/logout`, { method: "POST", headers: { cookie } });

  expect(ended.status).toBe(200);
  await expect(page.getByText(/signed out/i).first()).toBeVisible();

  await page.getByRole("link", { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/login/);
});

test("signing out leaves nothing open", async ({ as }) => {
  const { page } = await as("student2");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goBack();
  await expect(page).toHaveURL(/\/login/);
});

test("the server is killed and started again: the page recovers by itself and has what was missed", async ({ browser }) => {
  const server = await AppServer.create();

  try {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInByForm(page, server.url, "lecturer");
    await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
    await online(page);
    const before = Number(await badge(page).textContent()) || 0;
    await server.stop("SIGKILL");
    await expect(page.getByText(/Reconnecting|Offline/)).toBeVisible();
    await server.start();
    await askByRest(await ApiClient.signIn(server.url, "student"), "Asked while nobody was connected?");
    await expect(badge(page)).toHaveText(String(before + 1), { timeout: 15_000 });
    await expect(page.getByText(/Reconnecting|Offline|Catching up/)).toHaveCount(0);
    await expect(page.getByRole("article").filter({ hasText: "Asked while nobody was connected?" })).toBeVisible();
  } finally {
    await server.remove();
  }
});

test("a tab of the one before says so at once when somebody else signs in in another tab", async ({ as, server }) => {
  const { page, context } = await as("student", { at: "/courses" });
  // The tab must be connected before the other person signs in.
  await online(page);
  // Without its cookies the browser shows the sign-in page again.
  await context.clearCookies();
  const second = await context.newPage();
  await signInByForm(second, server.url, "lecturer");

  await expect(page.getByRole("alertdialog", { name: "You were signed out" })).toBeVisible();
  await expect(second.getByRole("alertdialog", { name: "You were signed out" })).toHaveCount(0);
});
