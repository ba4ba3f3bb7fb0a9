import { describe, expect, inject, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makePerson, makeScene } from "#lib/testing/factories.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { pool } from "../db/client";
import { getCourse } from "./get-course";

useTestDatabase();

/** How many statements in this database wait for a lock. */
const waiting = async () => {
  const { rows } = await pool().query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
  return rows.length;
};

// On the embedded database everybody waits for an open transaction, so nothing could look at what waits for the lock.
describe.skipIf(!inject("testServer"))("courses with their lectures", () => {
  it("are read one at a time for each person, and for several people side by side", async () => {
    const [{ courseId, student, lecturer }, admin] = [await makeScene(), await makePerson("admin")];
    const params = { id: courseId };
    const lock = await pool().connect();
    await lock.query("BEGIN; LOCK TABLE videos IN ACCESS EXCLUSIVE MODE");

    const asked = [student, student, student, lecturer].map(({ caller }) => getCourse({ caller, params }));
    await waitFor(async () => (await waiting()) >= 2);
    // Whoever comes now is behind the others. When they wait, too, everybody else waits who would.
    asked.push(getCourse({ caller: admin.caller, params }));
    await waitFor(async () => (await waiting()) >= 3);
    expect(await waiting()).toBe(3);

    await lock.query("ROLLBACK");
    lock.release();
    for (const course of await Promise.all(asked)) expect(course.id).toBe(courseId);
  });
});
