import { describe, expect, it } from "vitest";
import { sourcesBelow, textOf } from "#lib/testing/architecture/sources.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeLecturer, makePerson, makeScene, makeStudent, type Person } from "#lib/testing/factories.ts";
import { type CourseAccess, type CourseAct, can, coursePartOf, isOwnCourseSql, selectCourseAccess, shownPart } from "./course-access";
import { db } from "./db/client";
import { read, sql } from "./db/sql";

useTestDatabase();

const acts: CourseAct[] = [
  "watch",
  "ask",
  "saveProgress",
  "readClass",
  "announce",
  "seeAddresses",
  "seeSettings",
  "run",
  "moderate",
  "moderateStrangers",
  "seeAccounts",
  "giveAway",
];

/** Files that may compare somebody with the lecturer of a course or a thread, and why. */
const mayAskForLecturer: Record<string, string> = {
  "lib/server/course-access.ts": "decides who may what in a course",
  "lib/server/discussions/move-threads.ts": "sorts threads by the lecturer whom they leave",
  "lib/server/people/require-user.ts": "keeps a lecturer who has courses",
  "lib/server/users/export-data.ts": "writes out what belongs to a person",
  "lib/server/videos/take-upload.ts": "puts the videos of one lecturer in line",
};
const isLecturerId = (text: string) => /\b(?:lecturer|owner)_?id\b/i.test(text);
/** Whether a lecturer's id is compared: in TypeScript with anything but another lecturer's id, in SQL with a value. */
function asksForLecturer(text: string): boolean {
  const compared = [...text.matchAll(/(\S+)\s[!=]==\s([^\s;)]+)/g)].filter(([, , to]) => to !== "undefined" && to !== "null");
  if (compared.some(([, one = "", other = ""]) => isLecturerId(one) !== isLecturerId(other))) return true;
  return /(?:\bc\.|\bcourses\s+WHERE\b[^`]*\b)lecturer_id\s*(?:=|<>|IN)\s*\(?\$\{/.test(text);
}

describe("who may what in a course", () => {
  it("goes by the part someone has in it", async () => {
    const { courseId, lecturer, student } = await makeScene();
    const assistant = await makeStudent();
    await db().courseStaff.create({ data: { courseId, userId: assistant.user.id, part: "assistant" } });
    const others = [assistant, await makeStudent(), await makeLecturer(), await makePerson("admin")];
    const found = async ({ caller }: Person) => {
      const [course] = await read<CourseAccess>(selectCourseAccess(courseId, caller.user.id));
      if (!course) throw new Error("no course");
      return [coursePartOf(course, caller), acts.filter((act) => can(act, course, caller))];
    };

    expect(await Promise.all([student, lecturer, ...others].map(found))).toEqual([
      ["student", ["watch", "ask", "saveProgress", "readClass"]],
      ["lecturer", ["watch", "readClass", "announce", "seeAddresses", "seeSettings", "run", "moderate"]],
      ["assistant", ["watch", "readClass", "announce", "seeAddresses", "seeSettings", "moderate"]],
      [null, []],
      [null, []],
      ["admin", ["watch", "seeAddresses", "seeSettings", "run", "moderate", "moderateStrangers", "seeAccounts", "giveAway"]],
    ]);
  });

  it("calls the same courses someone's own in SQL as in TypeScript", async () => {
    const { courseId, lecturer, student } = await makeScene();
    await makeScene();
    for (const { caller } of [student, lecturer, await makeStudent(), await makeLecturer(), await makePerson("admin")]) {
      const [course] = await read<CourseAccess>(selectCourseAccess(courseId, caller.user.id));
      const listed = await read<{ id: string }>(sql`SELECT c.id FROM courses c WHERE ${isOwnCourseSql(caller.user.id)}`);

      expect(listed).toEqual(course && shownPart(course) ? [{ id: courseId }] : []);
    }
  });

  it("is decided in one file", () => {
    const found = ["lib/server", "app"].flatMap(sourcesBelow).filter((file) => asksForLecturer(textOf(file)));
    const broken = found.filter((file) => !mayAskForLecturer[file]).map((file) => `${file} compares a lecturer with somebody`);
    const roles = ["lib/server/courses", "lib/server/videos"]
      .flatMap(sourcesBelow)
      .filter((file) => /\bcaller(?:\.user)?\.role\b/.test(textOf(file)))
      .map((file) => `${file} asks for the caller's role`);

    expect([...broken, ...roles], "Ask can(…), requireCan(…) or isOwner(…) of lib/server/course-access.ts").toEqual([]);
    expect(
      Object.keys(mayAskForLecturer).filter((named) => !found.includes(named)),
      "named as exceptions, and none any more",
    ).toEqual([]);
  });
});
