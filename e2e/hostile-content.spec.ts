import type { Page } from "@playwright/test";
import { ApiClient } from "./client";
import { atRest, expect, onOwnServer } from "./fixtures";

/** On servers of their own, because other tests look for the names that are changed here. */
const test = onOwnServer();

const widths = [360, 390, 768, 1280];

/** Texts that people may write. None of them may move anything off the screen. */
const word = "W".repeat(300);
const address = `https://example.edu/${"path-without-a-break/".repeat(12)}`;
const codeLine = `SELECT ${"a_column_of_a_table, ".repeat(15)}1`;
const name = "N".repeat(100);
const title = "T".repeat(200);
const accents = "e\u0301\u0302\u0303\u0304\u0306\u0307\u0308".repeat(60);
const arabic = "لماذا تتغير القائمة الأخرى عندما أضيف عنصرا إلى هذه القائمة؟ ".repeat(6);
const emoji = "👩🏽‍💻".repeat(80);
const table = [40, 40, 40].map((columns, line) => `|${(line === 1 ? "---|" : "a cell|").repeat(columns)}`).join("\n");

const questions = [
  word,
  address,
  `Why is this slow?\n\n\`\`\`sql\n${codeLine}\n\`\`\``,
  `A table:\n\n${table}`,
  `${accents} ten letters`,
  arabic,
  `${emoji} ten letters`,
  `**${word}** and \`${word}\` and > ${word}`,
];

/** Whether the page is wider than the screen, which of its buttons are off the screen, and which short words are broken in two. */
async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const faults = scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the screen`] : [];
    for (const button of document.querySelectorAll<HTMLElement>("main button, main a[href]")) {
      const box = button.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || getComputedStyle(button).visibility === "hidden" || button.closest("[inert], video")) continue;
      if (box.right > clientWidth + 1 || box.left < -1) {
        const scroller = button.closest("pre, section[tabindex]");
        if (!scroller) faults.push(`off the screen: ${button.textContent?.trim().slice(0, 40) || button.ariaLabel}`);
      }
    }
    // Only a word that is too long for its line may be broken. Short words stay whole. Letters beside digits belong to an id.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      if (!node.parentElement?.checkVisibility() || node.parentElement.closest("pre, code, script, .sr-only")) continue;
      // What begins in Arabic is read from its right, whatever words of ours stand beside it.
      if (/^\s*\p{Script=Arabic}/u.test(node.data) && getComputedStyle(node.parentElement).direction !== "rtl")
        faults.push(`read from the wrong side: ${node.data.trim().slice(0, 20)} in ${node.parentElement.tagName}`);
      for (const { 0: short, index } of node.data.matchAll(/(?<![\p{L}\p{M}\p{N}-])\p{L}{2,12}(?![\p{L}\p{M}\p{N}-])/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + short.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) faults.push(`broken in two: ${short}`);
      }
    }
    return [...new Set(faults)];
  });
}

/** Whether a click in the middle of a button reaches it. */
async function reachable(page: Page, button: string): Promise<boolean> {
  const target = page.getByRole("button", { name: button, exact: true }).first();
  await target.scrollIntoViewIfNeeded();
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element === hit || element.contains(hit));
  });
}

test("whatever people write, no page is wider than the screen and every button can be reached", async ({ as, server }) => {
  test.setTimeout(400_000);
  const [student, lecturer, admin] = await Promise.all([
    ApiClient.signIn(server.url, "student"),
    ApiClient.signIn(server.url, "lecturer"),
    ApiClient.signIn(server.url, "admin"),
  ]);
  const course = await lecturer.demoCourse();
  await lecturer.data("PATCH", `/api/courses/${course.id}`, { title, description: `${word}\n${address}\n${arabic}` });
  const [video] = course.videos;
  if (!video) throw new Error("the demo data has no video");
  await lecturer.data("PATCH", `/api/videos/${video.id}`, { title: `${title}`, description: word });
  for (const { userId } of [student, lecturer]) await admin.data("PATCH", `/api/users/${userId}`, { first_name: name, last_name: name });
  const threads: string[] = [];
  for (const [index, question_text] of questions.entries()) {
    const body = {
      video_id: video.id,
      lecturer_id: lecturer.userId,
      question_text,
      video_timestamp_seconds: 4 + index,
      code_snippet: codeLine,
    };
    const { id } = await student.data<{ id: string }>("POST", "/api/discussions/threads", body);
    threads.push(id);
  }
  const long = threads[2] ?? "";
  for (const content of questions) await lecturer.data("POST", `/api/discussions/threads/${long}/messages`, { content });
  for (const content of questions) await student.data("POST", `/api/discussions/threads/${long}/messages`, { content });

  for (const question_text of questions)
    await student.data("POST", "/api/discussions/threads", { video_id: video.id, visibility: "class", question_text });
  await lecturer.data("POST", `/api/courses/${course.id}/announcements`, { title, content: word });

  const classPages = [`/courses/${course.id}/questions`, `/courses/${course.id}/staff`];
  const shared = ["/", "/courses", `/courses/${course.id}`, `/videos/${video.id}`, "/discussions", "/notifications", "/settings"];
  const threadPages = threads.map((id) => `/discussions/threads/${id}`);
  const pages = {
    student: [...shared, ...classPages, ...threadPages],
    lecturer: [
      "/dashboard",
      ...shared.slice(1),
      ...classPages,
      ...threadPages,
      `/courses/${course.id}/roster`,
      `/courses/${course.id}/settings`,
    ],
    admin: ["/admin/users", `/admin/users/${student.userId}`, "/admin/audit"],
  } as const;
  const faults: string[] = [];
  for (const [who, paths] of Object.entries(pages)) {
    const { page } = await as(who as keyof typeof pages, { at: null });
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await page.locator("main").first().waitFor();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await atRest(page);
        const at = `${who} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => (threads.includes(id) ? `thread ${threads.indexOf(id)}` : "…"))} at ${width} px`;
        for (const fault of await faultsOf(page)) faults.push(`${at}: ${fault}`);
        if (process.env.SCREENSHOTS_TO)
          await page.screenshot({ path: `${process.env.SCREENSHOTS_TO}/${at.replaceAll(/[^a-z0-9]+/g, "-")}.png` });
      }
      for (const button of path.includes("threads/") ? ["Send"] : path === "/dashboard" ? ["Reply", "Resolve"] : [])
        if (!(await reachable(page, button))) faults.push(`${who} ${path}: ${button} is covered`);
    }
  }
  expect(faults).toEqual([]);
});
