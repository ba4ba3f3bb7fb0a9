import type { Locator, Page } from "@playwright/test";
import type { Course } from "#lib/contract/courses.ts";
import type { CreatedUser } from "#lib/contract/users.ts";
import { ApiClient, askByRest } from "./client";
import { atRest, badge, expect, online, password, test } from "./fixtures";

/** The relative luminance (WCAG) of what is painted behind an element: its own ground and those below it. */
const luminance = (target: Locator): Promise<number> =>
  target.evaluate((element) => {
    const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    if (!pixel) throw new Error("no canvas");
    const grounds: string[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
    for (const ground of grounds) {
      pixel.fillStyle = ground;
      pixel.fillRect(0, 0, 1, 1);
    }
    const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const [red = 0, green = 0, blue = 0] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });

const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** How a row looks at rest and under the pointer, once its colours stand. */
async function grounds(page: Page, row: Locator): Promise<{ rest: number; hovered: number }> {
  await page.mouse.move(0, 0);
  await atRest(page);
  const rest = await luminance(row);
  await row.hover({ position: { x: 4, y: 4 } });
  await atRest(page);
  return { rest, hovered: await luminance(row) };
}

for (const colorScheme of ["light", "dark"] as const)
  test(`rows that are unread, selected or under the pointer are told apart in the ${colorScheme} theme, and not by colour alone`, async ({
    as,
  }) => {
    const { page } = await as("lecturer", { at: "/notifications", colorScheme });
    const far = 1.15;
    /** A page full of unread rows is no sheet of amber: their ground is a trace, and the dot and the weight say it. */
    const isTrace = (one: number, other: number, where: string) => {
      expect(contrast(one, other), `${where}: unread`).toBeGreaterThan(1.03);
      expect(contrast(one, other), `${where}: unread`).toBeLessThan(1.11);
    };
    const compare = async (plain: Locator, marked: Locator, where: string) => {
      const [without, withMark] = [await grounds(page, plain), await grounds(page, marked)];
      expect(contrast(without.rest, without.hovered), `${where}: hovered`).toBeGreaterThan(far);
      isTrace(without.rest, withMark.rest, where);
      expect(contrast(withMark.rest, withMark.hovered), `${where}: unread and hovered`).toBeGreaterThan(far);
    };
    const isUnread = page.getByRole("link", { name: /^Unread/ });
    const items = page.locator("#content").getByRole("listitem");
    const [readItem, unreadItem] = [items.filter({ hasNot: isUnread }).first(), items.filter({ has: isUnread }).first()];
    await compare(readItem.locator("> div"), unreadItem.locator("> div"), "inbox");
    await expect(isUnread.first()).toHaveCSS("font-weight", "600");

    await page.goto("/discussions");
    await online(page);
    const threads = page.locator("#content article");
    const unread = threads.filter({ hasText: "Unread" }).first();
    await compare(threads.filter({ hasNotText: "Unread" }).first(), unread, "discussions");
    await expect(unread.getByRole("link").first()).toHaveCSS("font-weight", "600");

    await page.goto("/dashboard");
    await online(page);
    const rows = page.getByRole("article", { name: /^Question by/ });
    await page.keyboard.press("j");
    const selected = page.locator("article[aria-current=true]");
    await expect(selected).toHaveCount(1);
    const [resting, chosen] = [await grounds(page, rows.nth(1)), await grounds(page, selected)];
    expect(contrast(resting.rest, resting.hovered), "queue: hovered").toBeGreaterThan(far);
    expect(contrast(resting.rest, chosen.rest), "queue: selected").toBeGreaterThan(far);
    expect(chosen.hovered, "queue: selected and hovered").toBe(chosen.rest);
    expect(await selected.evaluate((row) => getComputedStyle(row, "::before").width)).toBe("3px");

    // The card of an unread question, beside its lecture.
    const path = await page.locator("a[href*='/threads/']").first().getAttribute("href");
    const { data } = (await (await page.request.get(`/api/discussions/threads?limit=100`)).json()) as {
      data: { video_id: string; unread?: boolean; id: string }[];
    };
    const asked = data.find(({ unread: isUnread }) => isUnread);
    await page.goto(`/videos/${asked?.video_id ?? path}`);
    await online(page);
    const cards = page.locator("[id^=question-]");
    const card = cards.filter({ hasText: "Unread" }).first();
    const read = cards.filter({ hasNotText: "Unread" }).first();
    await expect(card).toBeVisible();
    await atRest(page);
    isTrace(await luminance(card), await luminance(read), "rail");
    await expect(card.locator("[data-toggle] > [dir=auto]")).toHaveCSS("font-weight", "600");
    await expect(badge(page)).toBeVisible();
  });

/** The facts of rows that are cut off, with how wide (px) what is left of them is. */
const cutFacts = (page: Page) =>
  page
    .locator(".dotted")
    .evaluateAll((lines) =>
      lines.flatMap((line) =>
        [...line.querySelectorAll<HTMLElement>("*")]
          .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).textOverflow === "ellipsis")
          .map((part) => ({ text: part.textContent, width: part.clientWidth })),
      ),
    );

test("on a phone no fact of a row is cut to a few letters, however long the names are, and when it was is always said", async ({
  as,
  server,
}) => {
  const admin = await ApiClient.signIn(server.url, "admin");
  const email = "bartholomew@example.edu";
  await admin.data<CreatedUser>("POST", "/api/users", {
    ...{ email, password, role: "student" },
    ...{ first_name: "Bartholomew-Maximilian", last_name: "Featherstonehaugh-Cholmondeley" },
  });
  const student = await ApiClient.signIn(server.url, { email, password });
  const course = await student.demoCourse().catch(async () => (await student.data<Course[]>("GET", "/api/courses"))[0]);
  await student.data("POST", `/api/courses/${course?.id}/enrollment`);
  const { id } = await askByRest(student, "Is there room for all of this name on a phone?", 41);
  const [lecturer, asker] = [await as("lecturer", { at: null }), await as("student", { at: null })];

  for (const width of [360, 390]) {
    // A phone's scroll bar takes no room, and this one does.
    const viewport = { width: width + 15, height: 844 };
    for (const [{ page }, paths] of [
      [lecturer, ["/discussions", "/dashboard", `/courses/${course?.id}/questions`]],
      [asker, ["/", "/discussions", `/courses/${course?.id}/questions`]],
    ] as const) {
      await page.setViewportSize(viewport);
      for (const path of paths) {
        await page.goto(`${server.url}${path}`);
        await online(page);
        const cut = await cutFacts(page);
        // Some twelve letters of 13 px.
        expect(
          cut.filter(({ width: left }) => left < 76),
          `${path} at ${width} px`,
        ).toEqual([]);
        if (path === "/dashboard") continue;
        const times = page.locator(".dotted time");
        for (const time of await times.all()) expect(await time.evaluate((one) => one.scrollWidth <= one.clientWidth + 1)).toBe(true);
        expect(await times.count()).toBeGreaterThan(0);
      }
    }
  }

  // What was cut before: whom one asked.
  await asker.page.goto(`${server.url}/discussions`);
  await online(asker.page);
  const whom = asker.page.getByText("Asked Jane Smith").first();

  expect(await whom.evaluate((one) => one.scrollWidth <= one.clientWidth + 1)).toBe(true);

  await lecturer.page.goto(`${server.url}/discussions`);
  await expect(lecturer.page.locator(`a[href$="${id}"]`)).toBeVisible();

  // On a wide screen all that there is to say of a row is one line.
  await lecturer.page.setViewportSize({ width: 1280, height: 800 });
  const facts = lecturer.page.locator("article").filter({ hasText: "Is there room for all" }).locator(".dotted");
  expect((await facts.boundingBox())?.height).toBeLessThan(30);
});

test("notifications begin at the edge of the other lists, under tabs like theirs, and are shown as where one is", async ({ as }) => {
  const { page } = await as("lecturer", { at: "/discussions" });
  const lookOf = async (chosen: Locator, firstOfRow: Locator) => {
    const [tab, row] = [await chosen.boundingBox(), await firstOfRow.boundingBox()];
    const line = await chosen.evaluate((one) => [getComputedStyle(one).borderBottomColor, getComputedStyle(one).borderBottomWidth]);
    return { left: tab?.x, height: tab?.height, line, row: row?.x };
  };
  const content = page.locator("#content");
  const discussions = await lookOf(content.locator("nav [aria-current=page]"), content.locator("article a").first());
  await page.goto("/notifications");
  await online(page);

  expect(await lookOf(content.getByRole("tab", { name: "All" }), content.locator("li svg").first())).toEqual(discussions);
  await expect(page.getByRole("button", { name: /^Notifications/ })).toHaveAttribute("aria-current", "page");
});

test("the states of questions stand below each other at the edge of their list, and so do the buttons of a class", async ({
  as,
  server,
}) => {
  const [student, classmate] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "student2")];
  const { id, videos } = await student.demoCourse();
  const askClass = (client: ApiClient, question_text: string) =>
    client.data<{ id: string }>("POST", "/api/discussions/threads", { video_id: videos[0]?.id, visibility: "class", question_text });
  await askClass(student, "Is this a short one?");
  const long = await askClass(classmate, `A long one, of which there is no end in sight: ${"how does it go on, and why? ".repeat(12)}`);
  await student.data("PUT", `/api/discussions/threads/${long.id}/vote`);
  const third = await ApiClient.signIn(server.url, "student3");
  await third.data("PUT", `/api/discussions/threads/${long.id}/vote`);
  await third.data("POST", `/api/discussions/threads/${(await askClass(third, "Is this one done?")).id}/resolve`);
  const { page } = await as("student", { at: null });

  const edgesOf = async (parts: Locator) => {
    await expect.poll(() => parts.count()).toBeGreaterThan(1);
    const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
    const of = (edge: (box: { x: number; width: number }) => number) => [
      ...new Set(boxes.flatMap((box) => (box ? Math.round(edge(box)) : []))),
    ];
    return { left: of(({ x }) => x), right: of(({ x, width }) => x + width) };
  };
  for (const path of [`/courses/${id}/questions`, "/discussions"]) {
    await page.goto(`${server.url}${path}`);
    await online(page);
    const rows = page.locator("#content article");
    const end =
      (await rows
        .first()
        .boundingBox()
        .then((box) => (box ? box.x + box.width : 0))) - 16;
    const states = await edgesOf(rows.getByText(/^(Waiting|Answered|Resolved)$/));
    expect(states.left).toHaveLength(1);
    const buttons = page.getByRole("button", { name: /^Me too/ });
    if (path === "/discussions") expect(states.left[0]).toBeGreaterThan(end - 100);
    else expect((await edgesOf(buttons)).right).toEqual([Math.round(end)]);
    for (const button of await buttons.all()) expect((await button.boundingBox())?.height).toBe(36);
  }
});

test("on a phone a row of the inbox and of the bell has one line for one's own question and two for what was answered", async ({
  as,
  server,
}) => {
  const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
  const text = "Why does a list that I give to a function change outside of it, when a number that I give to one does not?";
  const { id } = await askByRest(student, text, 30);
  await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, {
    content: `Both are names for the same list. ${"More of it. ".repeat(9)}`,
  });
  const { page } = await as("student", { at: "/notifications", viewport: { width: 390, height: 844 }, hasTouch: true });

  const looksRight = async (place: Locator) => {
    const link = page.getByRole("link", { name: /^Unread Why does a list that I give/ });
    const row = place.getByRole("listitem").filter({ has: link });
    const [title, said] = [row.locator("p").first(), row.locator("p").nth(1)];
    await expect(said).toContainText("Both are names for the same list.");
    await expect(said).not.toContainText("unread");
    expect(await Promise.all([title, said].map((line) => line.evaluate((it) => it.clientHeight)))).toEqual([24, 40]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  };
  await looksRight(page.locator("#content"));
  await page.goto("/courses");
  await online(page);
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await looksRight(page.getByRole("dialog"));
});
