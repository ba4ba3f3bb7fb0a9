import { describe, expect, it } from "vitest";
import { questionState } from "#lib/client/thread/question-state.ts";
import { questionStates } from "#lib/contract/names.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeScene } from "#lib/testing/factories.ts";
import { plansOf, rowsMax } from "#lib/testing/plans.ts";
import { statementsOf } from "#lib/testing/statements.ts";
import { sql, write } from "../db/sql";
import { listThreads } from "./list-threads";

useTestDatabase();

describe("the states of the list", () => {
  it("are those that its rows show, each row being in one of them, page by page", async () => {
    const { student, lecturer, courseId, videoId } = await makeScene();
    // Each combination of what decides it. Nobody waits for what is resolved.
    await write(sql`
      INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, status, waiting_since, answered_at,
        student_answered_at, updated_at)
      SELECT gen_random_uuid(), ${videoId}, ${courseId}, ${student.user.id}, ${lecturer.user.id}, 'Question?',
        CASE WHEN n % 2 = 0 THEN 'open' ELSE 'resolved' END, CASE WHEN n % 4 = 0 THEN now() END,
        CASE WHEN n / 4 % 2 = 0 THEN now() END, CASE WHEN n / 8 % 2 = 0 THEN now() END, now() - n * interval '1 minute'
      FROM generate_series(0, 15) n`);
    await write(sql`
      INSERT INTO threads (id, course_id, student_id, lecturer_id, question_text, kind, title, visibility, class_seq)
      VALUES (gen_random_uuid(), ${courseId}, ${lecturer.user.id}, ${lecturer.user.id}, 'Hello', 'announcement', 'Hello', 'class', 1)`);

    for (const { caller } of [student, lecturer]) {
      const all = (await listThreads({ caller, query: { limit: 100 } })).items.filter(({ kind }) => kind === "question");
      expect(all).toHaveLength(16);
      for (const state of questionStates) {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await listThreads({ caller, query: { limit: 2, state, video_id: videoId, cursor } });
          found.push(...page.items.map(({ id }) => id));
          cursor = page.next_cursor;
        } while (cursor);
        expect([state, found]).toEqual([state, all.filter((thread) => questionState(thread) === state).map(({ id }) => id)]);
      }
    }
  });

  it("find the few that wait among many without reading these", async () => {
    const { student, lecturer, courseId, videoId } = await makeScene();
    await write(sql`
      INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, answered_at, waiting_since, updated_at)
      SELECT gen_random_uuid(), ${videoId}, ${courseId}, ${student.user.id}, ${lecturer.user.id}, 'Question?', now(),
        CASE WHEN n > ${rowsMax}::int THEN now() END, now() - n * interval '1 minute'
      FROM generate_series(1, ${rowsMax}::int + 5) n`);
    // All tables: what stays of the statistics of earlier tests would decide the plan.
    await write(sql`ANALYZE`);

    for (const query of [{}, { video_id: videoId }, { course_id: courseId }]) {
      let found = 0;
      const sent = await statementsOf(async () => {
        found = (await listThreads({ caller: lecturer.caller, query: { limit: 20, state: "waiting", ...query } })).items.length;
      });
      expect(found).toBe(5);
      for (const statement of sent) expect(await plansOf(statement, new Set(["threads"]))).toEqual({ faults: [], isPlannedAnew: false });
    }
  }, 30_000);
});
