import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, makeStudent } from "#lib/testing/factories.ts";
import { listCourses } from "../courses/list-courses";
import { db } from "../db/client";
import { listProgress } from "./list-progress";
import { getProgress, putProgress } from "./video-progress";

useTestDatabase();

describe("a watched lecture", () => {
  it("has been seen to nine tenths, stays watched when it is played again, and counts in the list of courses", async () => {
    const { student, courseId, videoId } = await makeScene();
    const other = await makeStudent();
    await db().video.update({ where: { id: videoId }, data: { durationSeconds: 100 } });
    await db().video.create({
      data: { id: crypto.randomUUID(), courseId, title: "Two", status: "ready", url: "https://x.example/2.webm" },
    });
    await db().video.create({ data: { id: crypto.randomUUID(), courseId, title: "Three", status: "processing" } });
    const at = { caller: student.caller, params: { id: videoId } };
    const counts = async (caller = student.caller) => {
      const { items } = await listCourses({ caller, query: { limit: 10 } });
      return items.map(({ lectures, watched }) => [lectures, watched]);
    };
    expect(await getProgress(at)).toMatchObject({ seconds: 0, watched: false });
    expect(await putProgress({ ...at, body: { seconds: 89 } })).toMatchObject({ watched: false });
    expect(await counts()).toEqual([[2, 0]]);
    expect(await listProgress(student.caller, courseId)).toEqual(new Map([[videoId, { seconds: 89, watched: false }]]));

    expect(await putProgress({ ...at, body: { seconds: 90 } })).toMatchObject({ watched: true });
    expect(await putProgress({ ...at, body: { seconds: 3 } })).toMatchObject({ seconds: 3, watched: true });
    expect(await counts()).toEqual([[2, 1]]);
    expect(await listProgress(student.caller, courseId)).toEqual(new Map([[videoId, { seconds: 3, watched: true }]]));

    // Somebody outside of the course gets neither progress nor numbers.
    expect(await listProgress(other.caller, courseId)).toEqual(new Map());
    expect(await counts(other.caller)).toEqual([[undefined, undefined]]);
  });
});
