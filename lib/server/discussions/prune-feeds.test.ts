import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { askClass, makeClass } from "#lib/testing/factories.ts";
import { deleteThread } from "./delete-thread";
import { pruneFeeds } from "./prune-feeds";
import { syncClass } from "./sync-class";

useTestDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);

describe("pruneFeeds", () => {
  it("deletes removed entries after 30 days; a client that was away for longer reads the list again", async () => {
    const scene = await makeClass();
    const [gone] = [await askClass(scene), await askClass(scene)];
    await deleteThread({ caller: scene.lecturer.caller, params: { id: gone.id } });
    const since = async (seq: number) => (await syncClass(scene.student.caller, { courseId: scene.courseId, since: seq })).mode;

    expect(await pruneFeeds(inDays(29))).toBe(0);
    expect(await since(2)).toBe("delta");
    expect(await pruneFeeds(inDays(31))).toBe(1);
    // 1 and 2 are the questions, 3 is the removal.
    expect([await since(2), await since(3)]).toEqual(["snapshot", "delta"]);
  });
});
