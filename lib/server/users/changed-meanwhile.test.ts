import { describe, expect, inject, it } from "vitest";
import type { Sql } from "#lib/server/db/sql.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { deletion, duringChange, newRole } from "#lib/testing/during-change.ts";
import { ask, makePerson, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { blockStudent } from "../courses/blocks";
import { enrol } from "../courses/enrolment";
import { importRoster } from "../courses/import-roster";
import { db } from "../db/client";
import { announce } from "../discussions/announcements";
import { importUsers } from "./import-users";

useTestDatabase();

const base64 = (...lines: string[]) => Buffer.from(lines.join("\r\n")).toString("base64");

/** A course, and a student who has no place in it yet. */
async function makeNewcomer() {
  const scene = await makeScene();
  const newcomer = await makeStudent();
  const params = { id: scene.courseId };
  const { email, id: userId } = newcomer.user;
  const request = testRequest();
  return { scene, newcomer, params, email, userId, request };
}
type Newcomer = Awaited<ReturnType<typeof makeNewcomer>>;

const placesOf = (userId: string) => db().enrollment.count({ where: { studentId: userId } });
const changes: [string, (userId: string) => Sql][] = [
  ["is deleted", deletion],
  ["gets another role", newRole],
];

// The embedded database runs one transaction at a time.
describe.runIf(inject("testServer")).each(changes)("what is under way for a student whose account %s meanwhile", (_, change) => {
  it("is no place in a course: by their own act, by a roster, by an import of people", async () => {
    const own = await makeNewcomer();
    const byRoster = await makeNewcomer();
    const byImport = await makeNewcomer();
    const admin = await makePerson("admin");
    const join = ({ newcomer: { caller }, params, request }: Newcomer) => enrol({ caller, params, body: {}, request });
    const bringRoster = ({ scene, params, email, request }: Newcomer) =>
      importRoster({ caller: scene.lecturer.caller, params, body: { csv_base64: base64("email", email), confirm: true }, request });
    const bringPeople = ({ params, email, request }: Newcomer) => {
      const csv_base64 = base64("email,first_name,last_name,role,course", `${email},John,Doe,student,${params.id}`);
      return importUsers({ caller: admin.caller, body: { csv_base64, confirm: true }, request });
    };

    const joined = await duringChange(change(own.userId), () => join(own));
    await duringChange(change(byRoster.userId), () => bringRoster(byRoster));
    const imported = await duringChange(change(byImport.userId), () => bringPeople(byImport));

    expect(joined).toMatchObject({ code: "forbidden" });
    expect(imported).toMatchObject({ code: "conflict" });
    for (const { userId } of [own, byRoster, byImport]) expect(await placesOf(userId)).toBe(0);
  });

  it("is no block", async () => {
    const { student, lecturer, courseId } = await makeScene();
    const params = { id: courseId, userId: student.user.id };
    const block = () => blockStudent({ caller: lecturer.caller, params, body: { reason: "Shouting" }, request: testRequest() });

    const answer = await duringChange(change(params.userId), block);

    expect(answer).toMatchObject({ code: expect.stringMatching(/^(not_found|invalid_input)$/) });
    expect(await db().courseBlock.count()).toBe(0);
  });
});

describe.runIf(inject("testServer"))("what somebody writes whose account is deleted meanwhile", () => {
  it("is refused, and leaves nothing that waits for an answer or an audience", async () => {
    const scene = await makeScene();
    const { student, lecturer, courseId } = scene;
    const body = { title: "Exam", content: "On Monday." };

    const asked = await duringChange(deletion(student.user.id), () => ask(scene));
    const announced = await duringChange(deletion(lecturer.user.id), () =>
      announce({ caller: lecturer.caller, params: { id: courseId }, body, request: testRequest() }),
    );

    expect(asked).toMatchObject({ code: "forbidden" });
    expect(announced).toMatchObject({ code: "forbidden" });
    expect(await db().thread.count()).toBe(0);
  });
});
