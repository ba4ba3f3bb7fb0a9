import type { CourseWithVideos } from "#lib/contract/courses.ts";
import { ApiClient } from "./client";
import { expect, online, test } from "./fixtures";

const names = ["student", "student2", "student3"] as const;

test("a lecturer finds in the figures where a lecture loses its students, goes there, and comes back to them", async ({ as, server }) => {
  const students = await Promise.all(names.map((name) => ApiClient.signIn(server.url, name)));
  const [first, second, third] = students as [ApiClient, ApiClient, ApiClient];
  const { id: courseId, title, videos } = await first.demoCourse();
  const lecture = videos.at(-1) as CourseWithVideos["videos"][number];
  const ask = (student: ApiClient, video_timestamp_seconds: number, anonymous = false) =>
    student.data<{ id: string }>("POST", "/api/discussions/threads", {
      ...{ video_id: lecture.id, question_text: `What happens at ${video_timestamp_seconds}?`, video_timestamp_seconds },
      ...{ visibility: "class", anonymous },
    });
  for (const seconds of [70, 75]) await ask(first, seconds);
  await ask(second, 80);

  const { page } = await as("lecturer", { at: `/dashboard?course=${courseId}` });
  const opener = page.getByRole("button", { name: "By lecture" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: lecture.title, exact: true }) });
  const moment = row.getByRole("link", { name: /^At 1 minute 10 seconds/ });
  await expect(moment).toContainText("2 students");
  await expect(page.getByRole("row").nth(1)).toContainText(title);
  const figures = () => row.getByRole("cell").allTextContents();
  const [waiting = 0, asked = 0, answered = 0] = (await figures()).map(Number);

  // A question and an answer elsewhere arrive in the table.
  const { id } = await ask(third, 72, true);
  await expect(moment).toContainText("3 students");
  await (await ApiClient.signIn(server.url, "lecturer")).data("POST", `/api/discussions/threads/${id}/messages`, {
    content: "It is a name.",
  });
  await expect.poll(async () => (await figures()).slice(0, 3)).toEqual([`${waiting}`, `${asked + 1}`, `${answered + 1}`]);

  // By keys alone.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: title, exact: true })).toBeFocused();
  await moment.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/videos/${lecture.id}\\?t=70$`));
  await page.goBack();
  await online(page);
  await expect(moment).toBeVisible();
  await page.getByRole("combobox", { name: "Lecture" }).selectOption({ label: lecture.title });
  await page.waitForURL(/video=/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await moment.focus();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("titles of any length and direction leave the figures where they are, at any width", async ({ as, server }) => {
  const lecturer = await ApiClient.signIn(server.url, "lecturer2");
  const { id: courseId, lecturer_id } = await lecturer.data<{ id: string; lecturer_id: string }>("POST", "/api/courses", {
    title: "W".repeat(200),
  });
  const student = await ApiClient.signIn(server.url, "student4");
  await student.data("POST", `/api/courses/${courseId}/enrollment`);
  for (const title of ["x".repeat(200), "مقدمة في البرمجة بلغة بايثون", "😀".repeat(100), "A plain title"]) {
    const { id } = await lecturer.data<{ id: string }>("POST", `/api/courses/${courseId}/videos`, {
      title,
      url: "https://videos.example.edu/v.webm",
    });
    const body = { video_id: id, lecturer_id, question_text: "Where does this stand?", video_timestamp_seconds: 40_000 };
    for (const anonymous of [true, true])
      await student.data("POST", "/api/discussions/threads", { ...body, visibility: "class", anonymous });
  }
  const { page } = await as("lecturer2", { at: `/dashboard?course=${courseId}` });
  await page.getByRole("button", { name: "By lecture" }).click();

  await expect(page.getByRole("row")).toHaveCount(6);
  for (const width of [360, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    const edges = await page.getByRole("row").evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td, th + th")]
          .slice(0, 5)
          .map((cell) => Math.round(cell.getBoundingClientRect().left))
          .join(" "),
      ),
    );
    expect(new Set(edges).size, `columns at ${width}`).toBe(1);
    const wide = await page.getByRole("table").evaluate((table) => {
      const isSeen = (one: Element) => getComputedStyle(one).position !== "absolute" && getComputedStyle(one).display !== "inline";
      const parts = [table, ...table.querySelectorAll("th, td, a")].filter(isSeen);
      return parts.filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ textContent }) => textContent?.slice(0, 40));
    });
    expect(wide, `wider than its place at ${width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  }
});
