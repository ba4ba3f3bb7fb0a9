import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import type { Course } from "#lib/contract/courses.ts";
import { ApiClient } from "./client";
import { test as base, expect } from "./fixtures";
import { AppServer } from "./server";

type Mail = { to: string[]; text: string };

/** The server under test sends mails to a mail server of this worker, which keeps them in `mails`. */
const test = base.extend<object, { mails: Mail[] }>({
  mails: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
    async ({}, use) => use([]),
    { scope: "worker" },
  ],
  workerServer: [
    async ({ mails }, use) => {
      const smtp = new SMTPServer({
        disabledCommands: ["AUTH", "STARTTLS"],
        onRcptTo: ({ address }, _session, done) =>
          done(address.startsWith("nobody") ? Object.assign(new Error("No such user here"), { responseCode: 550 }) : null),
        async onData(stream, session, done) {
          const mail = (await text(stream)).replaceAll("=\r\n", "").replaceAll("=3D", "=");
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: mail });
          done();
        },
      });
      smtp.listen(0, "127.0.0.1");
      await once(smtp.server, "listening");
      const server = await AppServer.create({ SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` });
      await use(server);
      await server.remove();
      await new Promise<void>((done) => smtp.close(done));
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

test.beforeEach(() => test.slow());

const linkTo = (mails: Mail[], email: string, page: string): string | undefined =>
  mails
    .filter(({ to }) => to.includes(email))
    .map(({ text: mail }) => new RegExp(`http\\S+/${page}#[\\w-]{43}`).exec(mail)?.[0])
    .findLast((url) => url !== undefined);

async function mailedLink(mails: Mail[], email: string, page: string): Promise<string> {
  await expect.poll(() => linkTo(mails, email, page), { timeout: 20_000 }).toBeDefined();
  return linkTo(mails, email, page) ?? "";
}

async function signUp(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/register`);
  await page.getByLabel("First name").fill("Mina");
  await page.getByLabel("Last name").fill("Okafor");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("typed by somebody");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((to) => !to.pathname.startsWith("/register"));
}

test("a sign-up with somebody else's address is not enrolled; the owner of the address follows the link, is enrolled, and other sessions end", async ({
  as,
  browser,
  page,
  server,
  mails,
  allowConsole,
}) => {
  allowConsole(/401/);
  const email = "mina.okafor@example.edu";
  const lecturer = await ApiClient.signIn(server.url, "lecturer2");
  const course = await lecturer.data<Course>("POST", "/api/courses", { title: "Compilers", description: "", enrolment_code: "2046" });
  await signUp(page, server.url, email);
  const squatter = await ApiClient.signIn(server.url, { email, password: "typed by somebody" });
  await mailedLink(mails, email, "confirm-email");

  const admin = await as("admin", { at: "/admin/users/import" });
  const csv = `email,first_name,last_name,role,course\n${email},Mina,Okafor,student,Compilers\n`;
  await admin.page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(admin.page.getByText(/One address belongs to an unconfirmed account/)).toBeVisible();
  await admin.page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(admin.page.getByText(/enrolled in Compilers once they use their link/)).toBeVisible();
  const isEnrolled = async () => (await squatter.data<Course>("GET", `/api/courses/${course.id}`)).enrolled;
  expect(await isEnrolled()).toBe(false);

  // The owner opens the mail on another device.
  const own = await browser.newContext({ baseURL: server.url });
  const theirs = await own.newPage();
  await theirs.goto(await mailedLink(mails, email, "set-password"));
  await expect(theirs.getByRole("heading", { name: "Welcome, Mina" })).toBeVisible();
  await theirs.getByLabel("Password", { exact: true }).fill("only mina knows this");
  await theirs.getByRole("button", { name: "Set password and sign in" }).click();
  await theirs.waitForURL((to) => !to.pathname.startsWith("/set-password"));
  await theirs.goto(`${server.url}/courses/${course.id}`);
  await expect(theirs.getByRole("navigation", { name: "Course" })).toBeVisible();
  await own.close();

  expect((await squatter.call("GET", "/api/auth/me")).status).toBe(401);
  await expect(page.getByRole("alertdialog", { name: "You were signed out" })).toBeVisible();
});

test("whoever signed up confirms their address by the link, and Settings and the admins know", async ({
  as,
  page,
  server,
  mails,
  allowConsole,
}) => {
  // A used link answers 404.
  allowConsole(/404/);
  const email = "honest@example.edu";
  await signUp(page, server.url, email);
  await page.goto(`${server.url}/settings`);
  await expect(page.getByRole("heading", { name: "Confirm your email address" })).toBeVisible();
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByText(/^It’s queued/)).toBeVisible();

  const admin = await as("admin", { at: "/admin/users?query=honest" });
  await expect(admin.page.getByText("Email not confirmed")).toBeVisible();
  await admin.page.getByRole("link", { name: "Mina Okafor" }).click();
  await expect(admin.page.getByText("Not confirmed yet")).toBeVisible();

  // In a browser of another account the link alone confirms nothing.
  const link = await mailedLink(mails, email, "confirm-email");
  await admin.page.goto(link);
  await expect(admin.page.getByRole("heading", { name: "Is this your account?" })).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Email address confirmed" })).toBeVisible();
  await page.goto(`${server.url}/settings`);
  await expect(page.getByRole("heading", { name: "Confirm your email address" })).toHaveCount(0);
  await admin.page.goto(`${server.url}/admin/users?query=honest`);
  await expect(admin.page.getByText("honest@example.edu")).toBeVisible();
  await expect(admin.page.getByText("Email not confirmed")).toHaveCount(0);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("an admin who knows confirms an address on their page", async ({ as, page, server }) => {
  await signUp(page, server.url, "known@example.edu");
  const admin = await as("admin", { at: "/admin/users?query=known" });
  await admin.page.getByRole("link", { name: "Mina Okafor" }).click();
  await admin.page.getByRole("button", { name: "Confirm this address" }).click();
  await expect(admin.page.getByText("Confirmed", { exact: true })).toBeVisible();
  await page.goto(`${server.url}/settings`);
  await expect(page.getByText(/confirm your email address/i)).toHaveCount(0);
});

test("an admin tests the mail, and sees of each invitation what became of it", async ({ as, browser, server, mails }) => {
  const { page } = await as("admin");
  await expect(page.getByText(/^The mail server answered when we last tried/)).toBeVisible();
  await page.getByRole("button", { name: "Send me a test email" }).click();
  await expect(page.getByText(/^The mail server accepted an email to admin@example\.edu\. It said: 250/)).toBeVisible();

  await page.getByRole("link", { name: "Import" }).click();
  const lines = ["email,first_name,last_name,role", "ina@example.edu,Ina,Invited,student", "nobody@example.edu,Nick,Nowhere,student"];
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText(/Emails with the links are queued\. People shows/)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the report with the links" }).click();
  await download;
  await page.getByRole("link", { name: "Go to People" }).click();
  const row = (email: string) => page.getByRole("article").filter({ hasText: email });
  await expect(row("nobody@example.edu")).toContainText("The mail server refuses this address: 550 No such user here", { timeout: 20_000 });
  await expect(row("ina@example.edu")).toContainText(/Invitation sent/);

  // The invitation is used. The admin's page shows it without a reload.
  const theirs = await (await browser.newContext({ baseURL: server.url })).newPage();
  await theirs.goto(await mailedLink(mails, "ina@example.edu", "set-password"));
  await theirs.getByLabel("Password", { exact: true }).fill("only ina knows this");
  await theirs.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(row("ina@example.edu")).toContainText(/Invitation used/);
  await page.getByRole("combobox", { name: "Invitation" }).selectOption("Invitation failed");
  await expect(row("ina@example.edu")).toHaveCount(0);
  await expect(row("nobody@example.edu")).toBeVisible();
  await page.getByRole("link", { name: "Nick Nowhere" }).click();
  await expect(page.getByRole("heading", { name: "Nick Nowhere" })).toBeVisible();
  await expect(page.getByText(/^Invitation failed .*No such user here$/)).toBeVisible();
});
