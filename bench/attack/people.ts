import { hashPassword } from "#lib/server/auth/passwords.ts";
import { signToken } from "#lib/server/auth/tokens.ts";
import { db } from "#lib/server/db/client.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { ask, askClass, makeCourse, makePerson, type Person, testRequest } from "#lib/testing/factories.ts";

/** Everybody who may stand before the door. */
export const kinds = [
  "nobody",
  "ended",
  "deleted",
  "student",
  "otherStudent",
  "outsider",
  "blocked",
  "lecturer",
  "otherLecturer",
  "admin",
  "assistant",
] as const;
export type Kind = (typeof kinds)[number];

/** What only certain people may read, wherever it is found: the text of the thread, and the code that a course asks for. */
export const threadMark = "What only two people may read";
export const enrolmentCode = "code-for-staff-alone";

export const password = "a-password-of-the-attacked-1";

/** Someone with an account; `headers` are what each of their two ways of being known sends. */
export type Someone = { id: string; email: string; sessionId: string; token: string; cookie: string };
export type People = Record<Exclude<Kind, "nobody">, Someone> & {
  /** Nobody acts as these: things are done to them. */
  victim: Someone;
  secondAdmin: Someone;
};

/** What there is to attack: ids. */
export type Scene = {
  /** Of the lecturer, with the student, the other student and the blocked one in it. */
  courseId: string;
  videoId: string;
  /** Between student and lecturer, answered once. */
  threadId: string;
  /** The question and the student's second message, the lecturer's answer. */
  questionId: string;
  messageId: string;
  answerId: string;
  /** The student's question to the class, and the other student's answer. */
  classThreadId: string;
  classAnswerId: string;
  /** The other lecturer's, with nobody in it. */
  otherCourseId: string;
  otherVideoId: string;
  /** A notification of the lecturer, and one of the student. */
  lecturerNotificationId: string;
  studentNotificationId: string;
};

async function someone({ user, caller, token }: Person): Promise<Someone> {
  const browser = await signToken("browser", user.id, caller.sessionId, 7200);
  return { id: user.id, email: user.email, sessionId: caller.sessionId, token, cookie: `handraise.session=${browser}` };
}

/** People of each kind and a course with a video and a thread, straight in the database that is open. */
export async function makePeople(): Promise<{ people: People; scene: Scene }> {
  const passwordHash = await hashPassword(password);
  const make = (role: "student" | "lecturer" | "admin", firstName: string) => makePerson(role, { firstName, passwordHash });
  const student = await make("student", "Asking");
  const otherStudent = await make("student", "Enrolled");
  const outsider = await make("student", "Outside");
  const blocked = await make("student", "Blocked");
  const lecturer = await make("lecturer", "Teaching");
  const otherLecturer = await make("lecturer", "Elsewhere");
  const ended = await make("student", "Ended");
  const deleted = await make("student", "Deleted");
  const victim = await make("student", "Victim");
  const admin = await make("admin", "Admin");
  const secondAdmin = await make("admin", "Second");
  const assistant = await make("student", "Assisting");
  const { courseId, videoId } = await makeCourse(lecturer, [student, otherStudent, blocked, ended, deleted]);
  const { courseId: otherCourseId, videoId: otherVideoId } = await makeCourse(otherLecturer);
  await db().course.update({ where: { id: courseId }, data: { enrolmentCode } });
  await db().courseStaff.create({ data: { courseId, userId: assistant.user.id, part: "assistant" } });
  await db().courseBlock.create({ data: { courseId, userId: blocked.user.id, blockedById: lecturer.user.id, reason: "Spam" } });
  const { id: threadId } = await ask({ student, lecturer, courseId, videoId }, `${threadMark}: how do I declare a variable?`);
  const say = async (person: Person, content: string) =>
    (await addMessage({ caller: person.caller, params: { id: threadId }, body: { content }, request: testRequest() })).id;
  const answerId = await say(lecturer, `${threadMark}: with an equals sign.`);
  const messageId = await say(student, `${threadMark}: thanks.`);
  const { id: classThreadId } = await askClass({ student, videoId });
  const { id: classAnswerId } = await addMessage({
    caller: otherStudent.caller,
    params: { id: classThreadId },
    body: { content: "I wonder, too." },
    request: testRequest(),
  });
  const { id: questionId } = await db().message.findFirstOrThrow({ where: { threadId, position: 1 } });
  const notificationOf = async (userId: string) => (await db().notification.findFirstOrThrow({ where: { userId } })).id;
  const scene = {
    ...{ courseId, videoId, threadId, questionId, messageId, answerId, classThreadId, classAnswerId, otherCourseId, otherVideoId },
    lecturerNotificationId: await notificationOf(lecturer.user.id),
    studentNotificationId: await notificationOf(student.user.id),
  };
  // Last, so that nothing above was refused to them. The deleted one's session lives: that they are gone must be enough.
  await db().session.update({ where: { id: ended.caller.sessionId }, data: { endedAt: new Date() } });
  await db().user.update({ where: { id: deleted.user.id }, data: { deletedAt: new Date(), email: null, passwordHash: null } });
  const all = { student, otherStudent, outsider, blocked, lecturer, otherLecturer, ended, deleted, victim, admin, secondAdmin, assistant };
  const entries = await Promise.all(Object.entries(all).map(async ([name, person]) => [name, await someone(person)] as const));
  return { people: Object.fromEntries(entries) as People, scene };
}
