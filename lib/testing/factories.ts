import { v7 as uuid } from "uuid";
import type { Role, User } from "#lib/contract/auth.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { signToken } from "#lib/server/auth/tokens.ts";
import type { Caller } from "#lib/server/caller.ts";
import { db } from "#lib/server/db/client.ts";
import { createThread } from "#lib/server/discussions/create-thread.ts";
import type { RequestContext } from "#lib/server/http/request-context.ts";
import { toUser } from "#lib/server/people/to-user.ts";

/** Someone who is signed in: `caller` is for verbs, `token` for requests and sockets. */
export type Person = { user: User; caller: Caller; token: string };

let serial = 0;

/**
 * Makes a person with a live session, directly in the database. Without a password unless a hash is given, and with a confirmed address
 * unless `confirmed` is false.
 */
export async function makePerson(
  role: Role,
  overrides: { email?: string; firstName?: string; lastName?: string; passwordHash?: string; confirmed?: boolean } = {},
): Promise<Person> {
  serial++;
  const confirmed = overrides.confirmed ?? true;
  const row = await db().user.create({
    data: {
      id: uuid(),
      email: overrides.email ?? `${role}-${serial}-${uuid().slice(-8)}@test.example`,
      role,
      firstName: overrides.firstName ?? `${role[0]?.toUpperCase()}${role.slice(1)}`,
      lastName: overrides.lastName ?? `No${serial}`,
      passwordHash: overrides.passwordHash ?? null,
      emailConfirmedAt: confirmed ? new Date() : null,
      inbox: { create: {} },
    },
  });
  const user = toUser(row);
  const { id: sessionId } = await db().session.create({
    data: { id: uuid(), userId: user.id, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  return { user, caller: { user, confirmed, sessionId }, token: await signToken("access", user.id, sessionId, 900) };
}

export const makeStudent = (overrides?: Parameters<typeof makePerson>[1]) => makePerson("student", overrides);
export const makeLecturer = (overrides?: Parameters<typeof makePerson>[1]) => makePerson("lecturer", overrides);

/** Makes a course of `lecturer` with one playable video, in which these students are enrolled. */
export async function makeCourse(lecturer: Person, students: Person[] = []): Promise<{ courseId: string; videoId: string }> {
  const courseId = uuid();
  const videoId = uuid();
  await db().course.create({
    data: {
      id: courseId,
      title: "Programming 1",
      lecturerId: lecturer.user.id,
      enrollments: { create: students.map((student) => ({ studentId: student.user.id })) },
      videos: { create: { id: videoId, title: "Introduction to Python Variables", url: "https://videos.example.edu/variables.webm" } },
    },
  });
  return { courseId, videoId };
}

/** A request context for verbs in tests. */
export function testRequest(idempotencyKey: string | null = null): RequestContext {
  return { requestId: uuid(), ip: "192.0.2.1", userAgent: null, idempotencyKey, hasCredentials: true, headers: new Headers() };
}

export type Scene = { student: Person; lecturer: Person; courseId: string; videoId: string };

/** Makes the main scene: a student in a lecturer's course. */
export async function makeScene(): Promise<Scene> {
  const [student, lecturer] = await Promise.all([
    makeStudent({ firstName: "John", lastName: "Doe" }),
    makeLecturer({ firstName: "Jane", lastName: "Smith" }),
  ]);
  return { student, lecturer, ...(await makeCourse(lecturer, [student])) };
}

/** Asks a private question as the scene's student. */
export function ask({ student, lecturer, videoId }: Scene, text = "How do I declare a variable?"): Promise<Thread> {
  return createThread({
    caller: student.caller,
    body: { video_id: videoId, lecturer_id: lecturer.user.id, question_text: text, video_timestamp_seconds: 761 },
    request: testRequest(),
  });
}

/** The main scene with an assistant, who has a student's account, and two classmates of the student. */
export type ClassScene = Scene & { assistant: Person; classmates: [Person, Person] };

export async function makeClass(): Promise<ClassScene> {
  const scene = await makeScene();
  const [assistant, first, second] = await Promise.all([
    makeStudent({ firstName: "Ada", lastName: "Assistant" }),
    makeStudent({ firstName: "Cleo", lastName: "Classmate" }),
    makeStudent({ firstName: "Dan", lastName: "Classmate" }),
  ]);
  await db().courseStaff.create({ data: { courseId: scene.courseId, userId: assistant.user.id, part: "assistant" } });
  await db().enrollment.createMany({ data: [first, second].map(({ user }) => ({ courseId: scene.courseId, studentId: user.id })) });
  return { ...scene, assistant, classmates: [first, second] };
}

/** Asks a question of the class as the scene's student. */
export function askClass(
  { student, videoId }: Pick<Scene, "student" | "videoId">,
  { text = "Who else wonders about this?", anonymous = false }: { text?: string; anonymous?: boolean } = {},
): Promise<Thread> {
  return createThread({
    caller: student.caller,
    body: { video_id: videoId, question_text: text, video_timestamp_seconds: 761, visibility: "class", anonymous },
    request: testRequest(),
  });
}
