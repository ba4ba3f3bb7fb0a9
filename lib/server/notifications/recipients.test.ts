import { beforeEach, describe, expect, it } from "vitest";
import type { NotificationType, ThreadAction } from "#lib/contract/notifications.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeLecturer, makePerson, makeScene, makeStudent, type Person, type Scene, testRequest } from "#lib/testing/factories.ts";
import { commit } from "../commit";
import { notifyCourseCreated } from "../courses/notify-course-created";
import { db } from "../db/client";
import { read, sql } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { resolveThread } from "../discussions/change-status";
import { readThread } from "../discussions/read-thread";
import { createAccount } from "../users/create-account";
import { deleteUser } from "../users/delete-user";
import { register } from "../users/register";
import { announceVideo, notifyVideoUploaded } from "../videos/announce-video";
import { setPreferences } from "./preferences";

useTestDatabase();

/** All people, named by what they have to do with an act. */
type People = Record<
  "student" | "classmate" | "stranger" | "lecturer" | "rival" | "admin" | "secondAdmin" | "mutedAdmin" | "mutedStudent",
  Person
>;
let scene: Scene;
let people: People;

beforeEach(async () => {
  scene = await makeScene();
  const enrolled = async (person: Person) => {
    await db().enrollment.create({ data: { courseId: scene.courseId, studentId: person.user.id } });
    return person;
  };
  people = {
    student: scene.student,
    classmate: await enrolled(await makeStudent()),
    stranger: await makeStudent(),
    lecturer: scene.lecturer,
    rival: await makeLecturer(),
    admin: await makePerson("admin"),
    secondAdmin: await makePerson("admin"),
    mutedAdmin: await makePerson("admin"),
    mutedStudent: await enrolled(await makeStudent()),
  };
  const off = { in_app: false };
  const types = { "user/created": off, "user/deleted": off, "course/created": off, "video/uploaded": off };
  for (const { caller } of [people.mutedAdmin, people.mutedStudent]) await setPreferences({ caller, body: { types } });
});

const run = { signal: new AbortController().signal, isLast: false };
const newcomer = { email: "new@test.example", first_name: "Nia", last_name: "Park" };
const question = () => ask(scene);
const answer = async () => {
  const { id } = await question();
  await addMessage({ caller: scene.lecturer.caller, params: { id }, body: { content: "So." }, request: testRequest() });
  return { caller: scene.student.caller, params: { id }, body: {} };
};

type Act = { type: NotificationType; action?: ThreadAction; by: string; act: () => Promise<unknown>; to: (keyof People)[] };
/** Each row is an act with its notification and the recipients. Nobody else gets one of this type, not even the person who acts. */
const table: Act[] = [
  { type: "thread/discussion", action: "thread_created", by: "a question", act: question, to: ["lecturer"] },
  { type: "thread/discussion", action: "message_added", by: "an answer", act: answer, to: ["student"] },
  { type: "thread/discussion", action: "thread_read", by: "reading it", act: async () => readThread(await answer()), to: ["lecturer"] },
  {
    type: "thread/discussion",
    action: "thread_resolved",
    by: "resolving it",
    act: async () => resolveThread(await answer()),
    to: ["lecturer"],
  },
  {
    type: "user/created",
    by: "an admin",
    act: () => createAccount({ caller: people.admin.caller, body: { ...newcomer, role: "lecturer" }, request: testRequest() }),
    to: ["secondAdmin"],
  },
  {
    type: "user/created",
    by: "registration",
    act: () => register({ body: { ...newcomer, password: "correct horse" }, request: testRequest() }),
    to: ["admin", "secondAdmin"],
  },
  {
    type: "user/deleted",
    by: "an admin",
    act: () => deleteUser({ caller: people.admin.caller, params: { id: people.stranger.user.id }, request: testRequest() }),
    to: ["secondAdmin"],
  },
  {
    type: "course/created",
    by: "an admin",
    act: () => notifyCourseCreated({ courseId: scene.courseId, makerId: people.admin.user.id }, run),
    to: ["classmate", "secondAdmin", "stranger", "student"],
  },
  {
    type: "video/uploaded",
    by: "its lecturer",
    act: async () => {
      await commit((unit) => announceVideo(unit, scene.videoId));
      await notifyVideoUploaded({ videoId: scene.videoId }, run);
    },
    to: ["classmate", "student"],
  },
];

describe("recipientsOf", () => {
  it.each(table)("tells $type $action by $by to $to and nobody else", async ({ type, action, act, to }) => {
    await act();
    const rows = await read<{ user_id: string; times: number }>(
      sql`
      SELECT user_id, count(*)::int AS times
      FROM notifications
      WHERE type = ${type} AND payload->>'action' IS NOT DISTINCT FROM ${action ?? null} AND removed_at IS NULL
      GROUP BY user_id`,
    );
    const nameOf = (id: string) => Object.entries(people).find(([, person]) => person.user.id === id)?.[0] ?? id;

    expect(rows.map(({ user_id, times }) => [nameOf(user_id), times]).sort()).toEqual(to.map((name) => [name, 1]).sort());
  });
});
