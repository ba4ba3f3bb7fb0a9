import type { Dialog, Page } from "@playwright/test";
import type { Course, RosterEntry, Video } from "#lib/contract/courses.ts";
import { ApiClient } from "./client";
import { expect, test } from "./fixtures";

const toastOf = (page: Page, text: string) => page.locator("[data-sonner-toast]").filter({ hasText: text });

test("a course that is opened appears for a student without a reload, asks for its code, and can be left, archived and deleted", async ({
  as,
  allowConsole,
}) => {
  test.slow();
  // The server refuses an enrolment without the code or with a wrong one.
  allowConsole(/status of 40[03]/);
  const [lecturer, student] = [await as("lecturer2", { at: "/courses" }), await as("student", { at: "/courses" })];
  await lecturer.page.getByRole("button", { name: "New course" }).click();
  const dialog = lecturer.page.getByRole("dialog", { name: "New course" });
  await dialog.getByRole("button", { name: "Create course" }).click();
  await expect(dialog.getByLabel("Title")).toBeFocused();
  await expect(dialog.getByText("Enter a title.")).toBeVisible();
  await dialog.getByLabel("Title").fill("Compilers");
  await dialog.getByLabel("Description").fill("From text to machine code.");
  await dialog.getByLabel("Enrolment code").fill("lexer-7");
  await dialog.getByRole("button", { name: "Create course" }).click();
  await lecturer.page.waitForURL(/\/courses\/[0-9a-f-]{36}$/);
  await expect(lecturer.page.getByRole("heading", { level: 1, name: "Compilers" })).toBeVisible();
  await expect(lecturer.page.getByText("No lectures yet")).toBeVisible();

  await expect(toastOf(student.page, "Compilers")).toContainText("New course");
  await expect(student.page.getByRole("link", { name: "Compilers", exact: true })).toBeVisible();
  await student.page.getByRole("button", { name: "Enrol Compilers" }).click();
  const code = student.page.getByRole("dialog", { name: "Enrol in Compilers" });
  await code.getByLabel("Enrolment code").fill("parser-7");
  await code.getByRole("button", { name: "Enrol" }).click();
  await expect(code.getByLabel("Enrolment code")).toHaveAttribute("aria-invalid", "true");
  await code.getByLabel("Enrolment code").fill("lexer-7");
  await code.getByRole("button", { name: "Enrol" }).click();
  await expect(student.page.getByRole("heading", { level: 1, name: "Compilers" })).toBeFocused();
  await student.page.goto("/courses");
  await expect(student.page.getByRole("article").filter({ hasText: "Compilers" })).toContainText("Enrolled");

  // The roster shows the student.
  await lecturer.page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: "Roster" }).click();
  await expect(lecturer.page.getByRole("rowheader", { name: /Mina Okafor/ })).toBeVisible();
  await expect(lecturer.page.getByText("1 student enrolled")).toBeVisible();

  await lecturer.page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: "Settings" }).click();
  await lecturer.page.getByLabel("Title").fill("Compilers 1");
  // What is not saved is not lost by a slip: neither by a link, nor by a key, nor by going back.
  const asked: string[] = [];
  const stay = (dialog: Dialog) => {
    asked.push(dialog.message());
    return dialog.dismiss();
  };
  lecturer.page.on("dialog", stay);
  await lecturer.page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: "Roster" }).click();
  await lecturer.page.getByRole("heading", { name: "Archive" }).click();
  await lecturer.page.keyboard.type("gc");
  await lecturer.page.goBack();
  await expect.poll(() => asked).toEqual(new Array(3).fill("You have changes that aren’t saved. Leave anyway?"));
  await expect(lecturer.page.getByLabel("Title")).toHaveValue("Compilers 1");
  lecturer.page.off("dialog", stay);
  await lecturer.page.getByRole("button", { name: "Save details" }).click();
  await expect(student.page.getByRole("link", { name: "Compilers 1" })).toBeVisible();
  await lecturer.page.getByRole("button", { name: "Archive the course" }).click();
  await lecturer.page.getByRole("alertdialog", { name: "Archive this course?" }).getByRole("button", { name: "Archive" }).click();
  await expect(lecturer.page.getByRole("button", { name: "Reopen the course" })).toBeVisible();
  await expect(student.page.getByRole("region", { name: "Archived" }).getByRole("link", { name: "Compilers 1" })).toBeVisible();

  await lecturer.page.getByRole("button", { name: "Delete the course…" }).click();
  const confirm = lecturer.page.getByRole("alertdialog", { name: "Delete Compilers 1?" });
  await expect(confirm).toContainText("1 student");
  await confirm.getByRole("button", { name: "Delete for good" }).click();
  await lecturer.page.waitForURL(/\/courses$/);
  await expect(student.page.getByRole("link", { name: "Compilers 1" })).toHaveCount(0);
  // The notification of the course is deleted with it.
  await student.page.getByRole("button", { name: /^Notifications/ }).click();
  await expect(student.page.getByRole("dialog", { name: "Notifications" }).getByText("Compilers")).toHaveCount(0);
});

test("a list in UTF-16 with broken lines: every one is named, and nobody is enrolled before it is confirmed", async ({ as, server }) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer2");
  const courses = await lecturer.data<Course[]>("GET", "/api/courses");
  const course = courses.find(({ lecturer_id }) => lecturer_id === lecturer.userId);
  if (!course) throw new Error("the demo course is not there");
  const roster = async () => (await lecturer.data<RosterEntry[]>("GET", `/api/courses/${course.id}/roster`)).map(({ email }) => email);
  expect(await roster()).toEqual([]);

  const { page } = await as("lecturer2", { at: `/courses/${course.id}/roster` });
  await expect(page.getByText("Nobody is enrolled yet")).toBeVisible();
  await page.getByRole("button", { name: "Import a list" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a list" });
  const lines = ["name;email", "Ken;student2@example.edu", "Ada;not an address", "Bo;nobody@example.edu", "Cy"];
  const buffer = Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf16le");
  await dialog.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  await expect(dialog.getByText(/^2 addresses are not in this course yet/)).toBeVisible();
  const left = dialog.getByRole("region", { name: "Skipped lines" });
  for (const line of ["Line 3", "Line 5"]) await expect(left.getByText(line)).toBeVisible();
  await expect(left.getByRole("listitem")).toHaveCount(2);
  expect(await roster()).toEqual([]);

  await dialog.getByRole("button", { name: "Enrol them" }).click();
  await expect(dialog.getByText(/^1 student was enrolled/)).toBeVisible();
  await expect(left.getByText("nobody@example.edu")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("rowheader", { name: /student2@example\.edu/ })).toBeVisible();
  expect(await roster()).toEqual(["student2@example.edu"]);

  // The student is removed again.
  await page.getByRole("button", { name: /^Remove/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Nobody is enrolled yet")).toBeVisible();
  expect(await roster()).toEqual([]);
});

test("a lecture whose address leads nowhere says so, readably, and can be asked about all the same", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/ERR_/);
  const lecturer = await ApiClient.signIn(server.url, "lecturer");
  const course = await lecturer.demoCourse();
  const { id } = await lecturer.data<Video>("POST", `/api/courses/${course.id}/videos`, {
    title: "Elsewhere",
    url: "https://videos.invalid/lecture.webm",
  });
  const { page } = await as("student", { at: `/videos/${id}`, viewport: { width: 390, height: 844 } });
  const words = page.getByText(/can’t be played right now/);

  await expect(words).toBeVisible();
  // The lines of the message do not overlap, and the player shows no control.
  expect(await words.evaluate((element) => Number.parseFloat(getComputedStyle(element).lineHeight))).toBeGreaterThan(15);
  await expect(page.getByRole("button", { name: "play", exact: true })).toHaveCount(0);

  await page.getByRole("textbox", { name: "Your question" }).fill("Where is it?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("Question sent. We’ll notify you when it’s answered.")).toBeVisible();
});

test("a link to a second of a lecture first asks a student outside the course to enrol, then opens that second", async ({
  as,
  server,
  allowConsole,
}) => {
  allowConsole(/nowhere\/at-all/);
  const rest = await ApiClient.signIn(server.url, "student2");
  const course = await rest.demoCourse();
  const [lecture] = course.videos;
  if (!lecture) throw new Error("the demo data is not there");
  await rest.data("DELETE", `/api/courses/${course.id}/enrollment`);
  const { page } = await as("student2", { at: `/videos/${lecture.id}?t=41` });
  await expect(page.getByRole("heading", { level: 1, name: course.title })).toBeVisible();
  await expect(page.getByText(`Enrol to watch “${lecture.title}” and ask questions.`)).toBeVisible();

  // So do links to the other pages of the course, which show nothing before that.
  for (const part of ["questions", "staff"]) {
    await page.goto(`/courses/${course.id}/${part}`);
    await page.waitForURL(`**/courses/${course.id}`);
    await expect(page.getByRole("button", { name: `Enrol ${course.title}` })).toBeVisible();
  }
  await page.goto(`/videos/${lecture.id}?t=41`);
  await page.getByRole("button", { name: `Enrol ${course.title}` }).click();
  await page.waitForURL(`**/videos/${lecture.id}?t=41`);
  await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) >= 41);

  // An address that leads nowhere keeps the frame, from which one goes on, and is a 404.
  const missing = await page.goto("/nowhere/at-all");
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Courses" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Courses" })).toBeVisible();

  const other = await as("lecturer2", { at: `/videos/${lecture.id}` });
  await expect(other.page.getByText(`Only people in this course can watch “${lecture.title}”.`)).toBeVisible();
});
