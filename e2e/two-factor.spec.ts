import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import type { CreatedUser } from "#lib/contract/users.ts";
import { violationsOf } from "./axe";
import { ApiClient } from "./client";
import { type Actor, expect, online, password, signInByForm, test } from "./fixtures";
import { AppServer } from "./server";

const step = 30_000;
/** How long it takes at most to type a code and to send it. */
const inputMs = 15_000;

// Slow, because the tests wait for codes, and sign in several browsers one after the other.
test.beforeEach(() => test.slow());

/** Checks the page as it is now by axe, and that it is not wider than a phone. */
async function look(page: Page, name: string): Promise<void> {
  expect(await violationsOf(page), name).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** An authenticator app. It gives one code for each step of 30 s, because the server takes each step only once. */
class Authenticator {
  private last = 0;
  private readonly totp: TOTP;
  constructor(base32: string) {
    this.totp = new TOTP({ secret: Secret.fromBase32(base32.replaceAll(" ", "")) });
  }
  async code(): Promise<string> {
    // The server takes the codes of the steps before and after, too. So three follow each other without a wait, the first one of the step
    // before, unless that ends while the code is on its way.
    const earliest = Math.floor((Date.now() + inputMs) / step) - 1;
    const latest = Math.floor(Date.now() / step) + 1;
    const next = Math.max(this.last + 1, earliest);
    if (next > latest) await new Promise((done) => setTimeout(done, (next - 1) * step - Date.now()));
    this.last = next;
    return this.totp.generate({ timestamp: next * step });
  }
}

async function makePerson(server: AppServer, name: string, role: "student" | "admin") {
  const admin = await ApiClient.signIn(server.url, "admin");
  const email = `${name.toLowerCase()}@example.edu`;
  const { id } = await admin.data<CreatedUser>("POST", "/api/users", { email, first_name: name, last_name: "Person", role, password });
  return { id, email, password };
}

/** Goes through the three steps of the set-up, beginning with the password. @returns the app and the recovery codes */
async function setUp(page: Page): Promise<{ app: Authenticator; recovery: string[] }> {
  await page.getByLabel("Your password").fill("not my password");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Password is not your password.")).toBeVisible();
  await look(page, "set-up-password");
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  const picture = page.getByRole("img", { name: "QR code for your authenticator app" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0)).toBe(true);
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("Enter the code.")).toBeVisible();
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  const app = new Authenticator((await page.locator("code").textContent()) ?? "");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(page.getByText("This code is not what your app shows now.")).toBeVisible();
  await look(page, "set-up-app");
  await page.getByLabel("Code", { exact: true }).fill(await app.code());
  await page.getByRole("button", { name: "Turn on", exact: true }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await look(page, "set-up-codes");
  return { app, recovery: await codes.allTextContents() };
}

async function signOut({ page }: Pick<Actor, "page">): Promise<void> {
  // A press counts once the page can answer it.
  await online(page);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
}

/** Signs in by password, after which a code is asked for. */
async function firstStep(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Enter the 6-digit code from your authenticator app.")).toBeVisible();
}

async function secondStep(page: Page, label: string, code: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const refused = "This code is wrong or was already used. Try the next one.";

test("turned on in the settings, it is asked for at sign-in, each recovery code works once, and an admin can turn it off", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/40[01]/);
  const person = await makePerson(server, "Tova", "student");
  const me = await as(person, { at: "/settings" });
  const { page } = me;
  const section = page.getByRole("region", { name: "Two-factor sign-in" });
  await expect(section.getByText("Off.")).toBeVisible();
  await look(page, "settings-off");
  await section.getByRole("button", { name: "Turn on…" }).click();
  const { app, recovery } = await setUp(page);
  await page.getByRole("button", { name: "Sign out other devices" }).click();
  await expect(page.getByText("There were no other devices.")).toBeVisible();
  await page.getByRole("button", { name: "I have saved them" }).click();
  await expect(section.getByText("10 recovery codes left.")).toBeVisible();
  await look(page, "settings-on");

  await signOut(me);
  await firstStep(page, person.email);
  const field = page.getByLabel("Code", { exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await look(page, "sign-in-code");
  await secondStep(page, "Code", "000000");
  await expect(page.getByText(refused)).toBeVisible();
  await look(page, "sign-in-wrong");
  await secondStep(page, "Code", await app.code());
  await expect(page.getByRole("heading", { name: "Hello, Tova" })).toBeVisible();

  const [first = "", second = ""] = recovery;
  await signOut(me);
  await firstStep(page, person.email);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await look(page, "sign-in-recovery");
  await secondStep(page, "Recovery code", first);
  await expect(page.getByRole("heading", { name: "Hello, Tova" })).toBeVisible();
  await signOut(me);
  await firstStep(page, person.email);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await secondStep(page, "Recovery code", first);
  await expect(page.getByText(refused)).toBeVisible();
  await secondStep(page, "Recovery code", second);
  await expect(page.getByRole("heading", { name: "Hello, Tova" })).toBeVisible();

  await page.goto("/settings");
  await section.getByRole("button", { name: "New recovery codes…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByLabel("Code").fill("000000");
  await dialog.getByRole("button", { name: "Make new codes" }).click();
  await expect(dialog.getByText("This code is wrong or was already used. Try the next one.")).toBeVisible();
  await look(page, "new-codes-dialog");
  await dialog.getByLabel("Code").fill(await app.code());
  await dialog.getByRole("button", { name: "Make new codes" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(section.getByText("10 recovery codes left.")).toBeVisible();

  const admin = await as("admin", { at: `/admin/users/${person.id}` });
  const theirs = admin.page.getByRole("region", { name: "Two-factor sign-in" });
  await look(admin.page, "person-on");
  await theirs.getByRole("button", { name: "Turn off…" }).click();
  await look(admin.page, "person-turn-off");
  await admin.page.getByRole("button", { name: "Turn off", exact: true }).click();
  await expect(theirs.getByText("Off. Only they can turn it on, in their settings.")).toBeVisible();
  await expect(page.getByRole("alertdialog", { name: "You were signed out" })).toBeVisible();
  await signInByForm(page, server.url, person);
  await expect(page.getByRole("heading", { name: "Hello, Tova" })).toBeVisible();
});

test("where admins must have it, one without is led to the set-up from every page, and on from there", async ({ browser }) => {
  const server = await AppServer.create({ ADMIN_TWO_FACTOR: "required" });

  try {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInByForm(page, server.url, "admin");
    await expect(page.getByRole("heading", { name: "Turn on two-factor sign-in" })).toBeVisible();
    for (const path of ["/admin/users", "/admin/audit", "/settings", "/courses", "/notifications"]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/settings\/two-factor$/);
    }
    expect(await page.evaluate(async () => (await fetch("/api/users")).status)).toBe(403);
    await look(page, "required");
    await setUp(page);
    await page.getByRole("button", { name: "I have saved them" }).click();
    await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
    await page.goto("/settings/two-factor");
    await expect(page).toHaveURL(/\/settings#two-factor$/);
    await expect(page.getByText("Admins need it here, so you can’t turn it off.")).toBeVisible();
    await look(page, "required-on");
    const student = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInByForm(student, server.url, "student");
    await expect(student.getByRole("heading", { name: "Hello" })).toBeVisible();
  } finally {
    await server.remove();
  }
});

test("the secret is rotated under people who are signed in, and half through signing in", async ({ browser }) => {
  const [old, fresh] = ["an old secret of thirty-two bytes or more", "a new secret of thirty-two bytes or more"];
  const env = { NEXTAUTH_SECRET: old };
  const server = await AppServer.create(env);

  try {
    const [inside, outside] = [await browser.newContext({ baseURL: server.url }), await browser.newContext({ baseURL: server.url })];
    const [page, form] = [await inside.newPage(), await outside.newPage()];
    await signInByForm(page, server.url, "student");
    await form.goto("/login");
    await form.evaluate(async () => (await fetch("/api/auth/csrf")).status);
    await server.stop();
    env.NEXTAUTH_SECRET = `${fresh},${old}`;
    await server.start();
    await page.goto("/courses");
    await expect(page.getByRole("heading", { name: "Courses" })).toBeVisible();
    // The form was opened before the rotation, and this browser's cookies are of the old secret.
    await form.getByLabel("Email").fill("lecturer@example.edu");
    await form.getByLabel("Password", { exact: true }).fill(password);
    await form.getByRole("button", { name: "Sign in", exact: true }).click();
    // The first page takes long, because the server has just started.
    await expect(form.getByRole("heading", { name: "Dashboard" })).toBeVisible({ timeout: 30_000 });
    await server.stop();
    env.NEXTAUTH_SECRET = fresh;
    await server.start();
    await form.goto("/dashboard");
    await expect(form.getByRole("heading", { name: "Dashboard" })).toBeVisible();
    await page.goto("/courses");
    await expect(page).toHaveURL(/\/login/);
  } finally {
    await server.remove();
  }
});
