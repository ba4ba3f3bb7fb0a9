import type { Page } from "@playwright/test";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Link } from "#lib/contract/users.ts";
import { ApiClient } from "./client";
import { type Account, expect } from "./fixtures";

export type Scene = {
  name: string;
  who: Account | null;
  path: string;
  /** false for pages outside of the app's layout, which are not live. */
  isLive?: false;
  before?: (page: Page) => Promise<void>;
};

export type Places = { course: string; video: string; thread: string; person: string /** A link to set a password. */; link: string };

/** The ids and the link that the scenes need, from the demo data of the server at this address. */
export async function places(url: string): Promise<Places> {
  const lecturer = await ApiClient.signIn(url, "lecturer");
  const course = await lecturer.demoCourse();
  const admin = await ApiClient.signIn(url, "admin");
  const person = (await ApiClient.signIn(url, "student2")).userId;
  const { pathname, hash } = new URL((await admin.data<Link>("POST", `/api/users/${person}/link`)).url);
  const threads = await lecturer.data<Thread[]>("GET", "/api/discussions/threads?status=resolved&limit=100");
  const student = await ApiClient.signIn(url, "student");
  const asked = await student.data<Thread[]>("GET", "/api/discussions/threads?limit=100");
  // Mutes the questions, so that the settings list them: the long ones do not fit on one line of a phone.
  if (!asked.some(({ question_text }) => question_text.length > 70)) throw new Error("the demo data has no long question");
  await student.data("PUT", "/api/notifications/preferences", { muted_threads: asked.map(({ id }) => id) });
  const thread = threads.find(({ visibility }) => visibility === "private");
  const [video] = course.videos;
  if (!thread || !video) throw new Error("the demo data is not there");
  return { course: course.id, video: video.id, thread: thread.id, person, link: pathname + hash };
}

export const scenes = ({ course, video, thread, person, link }: Places): Scene[] => [
  { name: "login", who: null, path: "/login" },
  { name: "register", who: null, path: "/register" },
  { name: "forgot-password", who: null, path: "/forgot-password" },
  { name: "confirm-email", who: null, path: "/confirm-email" },
  { name: "set-password", who: null, path: link, before: (page) => page.getByLabel("Password", { exact: true }).waitFor() },
  { name: "settings", who: "student", path: "/settings" },
  { name: "users", who: "admin", path: "/admin/users" },
  { name: "new-user", who: "admin", path: "/admin/users/new" },
  { name: "user", who: "admin", path: `/admin/users/${person}` },
  {
    name: "import",
    who: "admin",
    path: "/admin/users/import",
    before: async (page) => {
      const csv = "email,first_name,last_name,role\nivy@example.edu,Ivy,Import,student\nnot an address,Ill,Typed,student\n";
      await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
      await page.getByRole("heading", { name: "What people.csv would do" }).waitFor();
    },
  },
  { name: "audit", who: "admin", path: "/admin/audit" },
  { name: "school", who: "admin", path: "/admin/school" },
  { name: "blocked", who: "lecturer", path: `/courses/${course}/blocked` },
  { name: "home", who: "student", path: "/" },
  { name: "courses", who: "student", path: "/courses" },
  { name: "course", who: "student", path: `/courses/${course}` },
  {
    name: "video",
    who: "student",
    path: `/videos/${video}?t=41`,
    before: async (page) => {
      await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
      await page.getByRole("textbox", { name: "Your question" }).fill("Why does `b.append` change **a** as well?");
    },
  },
  { name: "discussions", who: "student", path: "/discussions" },
  { name: "thread", who: "lecturer", path: `/discussions/threads/${thread}` },
  { name: "dashboard", who: "lecturer", path: "/dashboard" },
  {
    name: "dashboard-figures",
    who: "lecturer",
    path: "/dashboard",
    before: async (page) => {
      await page.getByRole("button", { name: "By lecture" }).click();
      await expect(page.getByRole("table")).toBeVisible();
    },
  },
  {
    name: "bell",
    who: "lecturer",
    path: "/courses",
    before: async (page) => {
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await expect(page.getByRole("dialog", { name: "Notifications" })).toBeVisible();
    },
  },
  { name: "course-lecturer", who: "lecturer", path: `/courses/${course}` },
  {
    name: "add-video",
    who: "lecturer",
    path: `/courses/${course}`,
    before: async (page) => {
      await page.getByRole("button", { name: "Add a lecture" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Upload", exact: true }).click();
      await expect(page.getByText("Choose a file first.")).toBeVisible();
    },
  },
  { name: "course-settings", who: "lecturer", path: `/courses/${course}/settings` },
  { name: "roster", who: "lecturer", path: `/courses/${course}/roster` },
  { name: "staff", who: "lecturer", path: `/courses/${course}/staff` },
  { name: "class-questions", who: "student", path: `/courses/${course}/questions` },
  {
    name: "announce",
    who: "lecturer",
    path: `/courses/${course}/questions`,
    before: async (page) => {
      await page.getByRole("button", { name: "Announce" }).click();
      await expect(page.getByRole("dialog", { name: "New announcement" })).toBeVisible();
    },
  },
  {
    name: "roster-import",
    who: "lecturer",
    path: `/courses/${course}/roster`,
    before: async (page) => {
      await page.getByRole("button", { name: "Import a list" }).click();
      const buffer = Buffer.from("email\nstudent@example.edu\nnobody@example.edu\nnot an address\n");
      await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
      await expect(page.getByRole("heading", { name: "Skipped" })).toBeVisible();
    },
  },
  {
    name: "new-course",
    who: "admin",
    path: "/courses",
    before: async (page) => {
      await page.getByRole("button", { name: "New course" }).click();
      await expect(page.getByRole("dialog", { name: "New course" })).toBeVisible();
    },
  },
  { name: "course-settings-admin", who: "admin", path: `/courses/${course}/settings` },
  { name: "notifications", who: "lecturer", path: "/notifications" },
  { name: "missing", who: "student", path: "/nowhere" },
  { name: "missing-thread", who: "student", path: "/discussions/threads/00000000-0000-4000-8000-000000000000" },
  {
    name: "user-menu",
    who: "student",
    path: "/courses",
    before: async (page) => {
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("menuitem", { name: "Settings" }).waitFor();
    },
  },
  {
    name: "ask-error",
    who: "student",
    path: `/videos/${video}`,
    before: async (page) => {
      await page.getByRole("textbox", { name: "Your question" }).fill("Short");
      await page.getByRole("button", { name: "Add code" }).click();
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    },
  },
  {
    name: "thread-preview",
    who: "lecturer",
    path: `/discussions/threads/${thread}`,
    before: async (page) => {
      await page.getByRole("textbox", { name: "Your reply" }).fill("**bold**, `code`\n\n>>> x = '5'\n>>> x + 1");
      await page.getByRole("tab", { name: "Preview" }).click();
      await page.getByRole("tabpanel").locator("pre").waitFor();
    },
  },
  {
    name: "thread-menu",
    who: "lecturer",
    path: `/discussions/threads/${thread}`,
    before: async (page) => {
      await page.getByRole("button", { name: "More about this discussion" }).click();
      await page.getByRole("menuitem", { name: /^Block / }).waitFor();
    },
  },
  {
    name: "message-menu",
    who: "lecturer",
    path: `/discussions/threads/${thread}`,
    before: async (page) => {
      await page.getByRole("button", { name: "More about this message" }).first().click();
      await page.getByRole("menuitem", { name: "Copy link" }).waitFor();
    },
  },
  {
    name: "block",
    who: "lecturer",
    path: `/discussions/threads/${thread}`,
    before: async (page) => {
      await page.getByRole("button", { name: "More about this discussion" }).click();
      await page.getByRole("menuitem", { name: /^Block / }).click();
      await expect(page.getByLabel("Reason (optional)")).toBeFocused();
    },
  },
  ...(["Edit", "Captions", "Replace the file", "Delete"] as const).map((act) => ({
    name: `video-${act.toLowerCase().split(" ")[0]}`,
    who: "lecturer" as const,
    path: `/courses/${course}`,
    before: async (page: Page) => {
      await page
        .getByRole("button", { name: /^More about/ })
        .first()
        .click();
      await page.getByRole("menuitem", { name: act }).click();
      await page.locator("[role=dialog], [role=alertdialog]").waitFor();
    },
  })),
  {
    name: "settings-error",
    who: "student",
    path: "/settings",
    before: async (page) => {
      await page.getByLabel("First name").fill("");
      await page.getByRole("button", { name: "Save" }).first().click();
    },
  },
];

/** The only page for an admin where admins must have two-factor sign-in. */
export const required: Scene = { name: "two-factor", who: "admin", path: "/settings/two-factor", isLive: false };
