import { ApiClient } from "./client";
import { expect, online, onOwnServer } from "./fixtures";

// Its numbers are of this story alone.
const test = onOwnServer();
const asked = ["Why is a tuple frozen?", "What does a slice copy?", "When does a name vanish?", "How long is a string?"] as const;

test("a lecturer goes from question to question through the queue, answers some, and comes back to it at its end", async ({
  as,
  server,
  allowConsole,
}) => {
  const names = ["student", "student2", "student3", "student4"] as const;
  const students = await Promise.all(names.map((name) => ApiClient.signIn(server.url, name)));
  const { videos } = await (students[0] as ApiClient).demoCourse();
  const colleague = await ApiClient.signIn(server.url, "assistant");
  const waiting = (id: string) => colleague.data<{ items: unknown[] }>("GET", `/api/discussions/queue?video_id=${id}`);
  const counts = await Promise.all(videos.map(async ({ id }) => (await waiting(id)).items.length));
  // Others ask about the demo's videos, too.
  const video_id = videos[counts.indexOf(Math.min(...counts))]?.id ?? "";
  const ids: string[] = [];
  for (const [index, question_text] of asked.entries()) {
    const body = { video_id, question_text, video_timestamp_seconds: 10 + 30 * index };
    ids.push((await (students[index] as ApiClient).data<{ id: string }>("POST", "/api/discussions/threads", body)).id);
  }
  const pageOf = (index: number) => `${server.url}/discussions/threads/${ids[index]}`;

  const { page } = await as("lecturer", { at: `/dashboard?video=${video_id}` });
  const row = page.getByRole("article").filter({ hasText: asked[0] });
  await row.hover();
  await row.getByRole("link", { name: "Open" }).click();
  const place = page.getByRole("navigation", { name: "Questions in the queue" });
  const number = async () => Number((await place.textContent())?.match(/(\d+) of \d+/)?.[1]);
  await expect(place).toContainText(/\d+ of \d+/);
  const first = await number();
  await expect(place).toContainText(`${first} of ${first + 3}`);

  // By link, by key, and after a reload.
  await place.getByRole("link", { name: "Next question" }).click();
  await page.waitForURL(pageOf(1));
  await expect(place).toContainText(`${first + 1} of ${first + 3}`);
  await page.reload();
  await expect(place).toContainText(`${first + 1} of ${first + 3}`);
  await page.keyboard.press("p");
  await page.waitForURL(pageOf(0));
  await expect(place).toContainText(`${first} of ${first + 3}`);

  // A colleague is quicker with the second.
  await colleague.data("POST", `/api/discussions/threads/${ids[1]}/messages`, { content: "All of it." });
  await expect(place).toContainText(`${first} of ${first + 2}`);
  const field = page.getByRole("textbox", { name: "Your reply" });
  await page.keyboard.press("r");
  await field.fill("It can be hashed then.");
  await page.getByRole("button", { name: "Send and next" }).click();
  await page.waitForURL(pageOf(2));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(asked[2]);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
  await expect(place).toContainText(`${first} of ${first + 1}`);

  // Back in the queue, what was answered is gone with the first paint: the page that is kept still had it.
  await page.keyboard.press("Escape");
  await expect(page.locator("#question, [id^=message-]").and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("u");
  await page.waitForURL(`${server.url}/dashboard?video=${video_id}`);
  await expect(page.getByRole("article").filter({ hasText: asked[2] })).toBeFocused();
  expect(await page.getByRole("article").filter({ hasText: asked[0] }).count()).toBe(0);
  await page.keyboard.press("o");
  await page.waitForURL(pageOf(2));
  await page.keyboard.press("r");
  await expect(field).toBeFocused();

  const answers = ["It can be hashed then.", "All of it.", "At the end of its block.", "As long as you like."];
  const arrivals = async (index: number) => {
    const { messages } = await colleague.data<{ messages: { content: string }[] }>("GET", `/api/discussions/threads/${ids[index]}`);
    return messages.filter(({ content }) => content === answers[index]).length;
  };

  // What fails to be sent is sent later, while the next is being answered.
  allowConsole(/net::ERR_FAILED .*\/messages/);
  let isDown = true;
  await page.route(`**/api/discussions/threads/${ids[2]}/messages`, (route) => (isDown ? route.abort() : route.continue()));
  await field.pressSequentially("At the end of its block.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.waitForURL(pageOf(3));
  await expect(field).toBeFocused();
  isDown = false;
  await expect.poll(() => arrivals(2), { timeout: 30_000 }).toBe(1);
  await expect(place).toContainText(`${first} of ${first}`);
  await expect(place.getByRole("link", { name: "End of the queue: back to it" })).toBeVisible();
  await field.pressSequentially("As long as you like.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.waitForURL(`${server.url}/dashboard?video=${video_id}`);
  await online(page);
  await expect(page.getByRole("heading", { name: "Waiting", exact: true })).toBeVisible();
  for (const index of answers.keys()) await expect.poll(() => arrivals(index)).toBe(1);
  for (const text of asked) await expect(page.getByRole("article").filter({ hasText: text })).toHaveCount(0);

  // Whoever comes from elsewhere sees no queue.
  await page.goto(pageOf(0));
  await online(page);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(pageOf(0));
  await expect(place).toHaveCount(0);
});
