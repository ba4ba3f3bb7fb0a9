import { ApiClient, askByRest } from "./client";
import { atRest, expect, test } from "./fixtures";

for (const [viewport, where] of [
  [{ width: 390, height: 844 }, "on a phone from edge to edge, below the header"],
  [{ width: 1280, height: 800 }, "on a desk beside the bell, over neither the links nor what one writes in"],
  [{ width: 844, height: 390 }, "on a phone on its side beside the bell"],
] as const)
  test(`a toast has room for a question and two lines of its answer, ${where}`, async ({ as, server }) => {
    const isPhone = viewport.width < 600;
    const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
    const { id, video_id } = await askByRest(student, "How much of this question does a toast show?", 41);
    const { page } = await as("student", { at: isPhone ? "/courses" : `/videos/${video_id}`, viewport });
    const answer = "A toast shows two lines of an answer, because the first few words seldom say what one has waited for so long.";
    await lecturer.data("POST", `/api/discussions/threads/${id}/messages`, { content: answer });
    const toast = page.locator("[data-sonner-toast]").filter({ hasText: "How much of this question" });
    await expect(toast.getByRole("button", { name: "Reply" })).toBeVisible();
    await atRest(page);
    const boxOf = async (target = toast) => {
      const box = await target.boundingBox();
      if (!box) throw new Error("not on screen");
      return { ...box, right: box.x + box.width, bottom: box.y + box.height };
    };
    const box = await boxOf();
    const bell = await boxOf(page.getByRole("button", { name: /^Notifications/ }));

    expect((await boxOf(toast.getByText(answer))).height).toBeGreaterThan(30);
    if (isPhone) {
      expect([box.x, Math.round(box.width)]).toEqual([8, (await page.evaluate(() => document.body.clientWidth)) - 16]);
      expect(box.y).toBeGreaterThan((await boxOf(page.locator("body > header"))).bottom);
    } else {
      expect(box.width).toBeGreaterThanOrEqual(420);
      expect(box.right).toBeLessThan(bell.x);
      if (viewport.height < 480) return;
      expect(box.x).toBeGreaterThan((await boxOf(page.getByRole("navigation", { name: "Main" }))).right);
      expect(box.bottom).toBeLessThan((await boxOf(page.getByRole("textbox", { name: "Your question" }))).y);
    }

    // The inbox has it, too, and nothing of it is covered.
    await page.getByRole("button", { name: /^Notifications/ }).click();
    await page.getByRole("button", { name: "Mark all read", exact: true }).click({ trial: true, timeout: 2000 });
    await expect(toast).toHaveCount(1);
    await expect(toast).toBeHidden();
  });
