import { describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene, testRequest } from "#lib/testing/factories.ts";
import { db } from "../db/client";
import { createVideo } from "../videos/create-video";
import { listBlocks } from "./blocks";
import { getCourse } from "./get-course";

useTestDatabase();

describe("a large course", () => {
  it("takes a thousand videos, and tells of them in an answer of bounded size", async () => {
    const { lecturer, courseId } = await makeScene();
    await db().$executeRaw`
      INSERT INTO videos (id, course_id, title, description, url, created_at)
      SELECT gen_random_uuid(), ${courseId}::uuid, 'Video ' || n, repeat('😀', 5000), 'https://v.example/' || n, now() + n * interval '1 s'
      FROM generate_series(1, ${limits.videosPerCourse - 1}::int) n`;
    const body = { title: "One more", description: "", url: "https://v.example/more" };
    const make = () => createVideo({ caller: lecturer.caller, params: { id: courseId }, body, request: testRequest() });

    const answer = await getCourse({ caller: lecturer.caller, params: { id: courseId } });

    expect(answer.videos).toHaveLength(limits.videosPerCourse);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(3 * limits.answerTextBytes);
    // The first descriptions are complete, later ones are cut.
    expect([...(answer.videos[1]?.description ?? "")]).toHaveLength(5000);
    expect(answer.videos[900]?.description).toBe(`${"😀".repeat(200)}…`);
    await expect(make()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("at most 1000 videos") });
  });

  it("lists those who are blocked a thousand at a time", async () => {
    const { lecturer, courseId } = await makeScene();
    await db().$executeRaw`
      WITH people AS (
        INSERT INTO users (id, email, role, first_name, last_name)
        SELECT gen_random_uuid(), 'p' || n || '@test.example', 'student', 'P', n::text FROM generate_series(1, 1100) n RETURNING id)
      INSERT INTO course_blocks (course_id, user_id, blocked_by_id) SELECT ${courseId}::uuid, id, ${lecturer.user.id}::uuid FROM people`;
    const list = (cursor?: string) => listBlocks({ caller: lecturer.caller, params: { id: courseId }, query: { cursor } });

    const first = await list();
    const rest = await list(first.next_cursor);

    expect([first.items.length, rest.items.length, rest.next_cursor]).toEqual([1000, 100, undefined]);
    expect(new Set([...first.items, ...rest.items].map(({ user_id: id }) => id)).size).toBe(1100);
  });
});
