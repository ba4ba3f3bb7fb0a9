import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { v5 as stableUuid } from "uuid";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import type { Caller } from "#lib/server/caller.ts";
import { db } from "#lib/server/db/client.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { announce, notifyOfAnnouncement } from "#lib/server/discussions/announcements.ts";
import { resolveThread } from "#lib/server/discussions/change-status.ts";
import { createThread } from "#lib/server/discussions/create-thread.ts";
import { acceptMessage, endorseMessage } from "#lib/server/discussions/judge-message.ts";
import { readThread } from "#lib/server/discussions/read-thread.ts";
import { vote } from "#lib/server/discussions/votes.ts";
import { toUser } from "#lib/server/people/to-user.ts";
import { storage } from "#lib/server/storage/storage.ts";
import { announcement, classmate, courses, demoPassword, people, type Question, questions, videos } from "./demo";

/** The ids of demo rows are derived from their names, so that seeding again finds them. */
const idOf = (name: string) => stableUuid(name, "6f0c7e0a-3b7e-4a63-9c0e-9d4d5a6f1b2c");
const mediaSource = join(process.cwd(), "prisma/media");

type Media = { file: string; captions: string; poster: string; title: string; duration_seconds: number; content_type: string };

/**
 * Puts the demo data of docs/contract.md section 10 into the database, and its videos into the storage. Seeding twice changes nothing: what
 * exists stays as it is.
 */
export async function seed(): Promise<void> {
  await seedPeople();
  await seedCourses();
  await seedVideos();
  // The oldest first, as they were asked.
  for (const question of questions.toSorted((a, b) => b.age - a.age)) await seedQuestion(question);
  await seedAnnouncement();
}

/** Seeds the embedded database at its first start, and never again, so that deleted demo data stays deleted. */
export async function seedOnFirstStart(): Promise<void> {
  if ((await db().user.count()) === 0) await seed();
}

async function seedPeople(): Promise<void> {
  for (const person of people) {
    if (await db().user.findUnique({ where: { email: person.email } })) continue;
    const { email, role, firstName, lastName } = person;
    await db().user.create({
      data: {
        id: idOf(email),
        email,
        role,
        firstName,
        lastName,
        passwordHash: await hashPassword(demoPassword),
        emailConfirmedAt: new Date(),
        inbox: { create: {} },
      },
    });
  }
}

async function userId(email: string): Promise<string> {
  return (await db().user.findUniqueOrThrow({ where: { email }, select: { id: true } })).id;
}

async function seedCourses(): Promise<void> {
  for (const course of courses) {
    const id = idOf(course.title);
    if (await db().course.findUnique({ where: { id } })) continue;
    const enrollments = { create: await Promise.all(course.students.map(async (email) => ({ studentId: await userId(email) }))) };
    await db().course.create({
      data: { id, title: course.title, description: course.description, lecturerId: await userId(course.lecturer), enrollments },
    });
    for (const email of course.assistants)
      await db().courseStaff.create({ data: { courseId: id, userId: await userId(email), part: "assistant" } });
  }
}

async function seedVideos(): Promise<void> {
  const media = JSON.parse(await readFile(join(mediaSource, "media.json"), "utf8")) as Media[];
  for (const [index, video] of videos.entries()) {
    const found = media.find((entry) => entry.file === video.file);
    if (!found) throw new Error(`prisma/media/media.json does not name ${video.file}: run scripts/make-demo-media.sh`);
    const kept = [
      [found.file, found.content_type],
      [found.captions, "text/vtt"],
      [found.poster, "image/jpeg"],
    ] as const;
    for (const [name, type] of kept) await storage().put(`demo/${name}`, { path: join(mediaSource, name) }, type);
    const id = idOf(video.file);
    if (await db().video.findUnique({ where: { id } })) continue;
    await db().video.create({
      data: {
        id,
        courseId: idOf(video.course),
        title: found.title,
        description: video.description,
        durationSeconds: found.duration_seconds,
        file: `demo/${found.file}`,
        contentType: found.content_type,
        captionsFile: `demo/${found.captions}`,
        posterFile: `demo/${found.poster}`,
        // Lectures are in the order in which they were made.
        createdAt: new Date(Date.now() + index),
      },
    });
  }
}

async function callerOf(email: string): Promise<Caller> {
  return { user: toUser(await db().user.findUniqueOrThrow({ where: { email } })), confirmed: true, sessionId: idOf(`session of ${email}`) };
}

const request = (step: string) => ({
  requestId: "seed",
  ip: "seed",
  userAgent: null,
  idempotencyKey: `demo:${step}`,
  hasCredentials: false,
  headers: new Headers(),
});

/** Through the services, as people would, so that messages, flags and notifications fit each other. */
async function seedQuestion(question: Question): Promise<void> {
  const student = await callerOf(question.student);
  const idempotencyKey = `demo:ask:${question.name}`;
  if (await db().thread.findFirst({ where: { studentId: student.user.id, idempotencyKey }, select: { id: true } })) return;
  const lecturer = await callerOf(question.lecturer);
  const people = { student, lecturer, assistant: await callerOf("assistant@example.edu"), classmate: await callerOf(classmate) };
  const { id } = await createThread({
    caller: student,
    body: {
      video_id: idOf(question.video),
      lecturer_id: lecturer.user.id,
      question_text: question.text,
      video_timestamp_seconds: question.second,
      code_snippet: question.code ?? null,
      ...(question.visibility && { visibility: question.visibility, anonymous: question.anonymous ?? false }),
    },
    request: request(`ask:${question.name}`),
  });
  await setAge(id, question.age);
  for (const email of question.votes ?? []) await vote({ caller: await callerOf(email), params: { id } });
  for (const [index, reply] of question.replies.entries()) {
    const caller = people[reply.by];
    const message = await addMessage({
      caller,
      params: { id },
      body: { content: reply.content },
      request: request(`reply${index}:${question.name}`),
    });
    if (reply.endorsed) await endorseMessage({ caller: lecturer, params: { id: message.id } });
    if (reply.accepted) await acceptMessage({ caller: student, params: { id: message.id } });
    await setMessageAge(id, message.id, question.age - reply.after);
  }
  if (!question.resolved) return;
  await resolveThread({ caller: student, params: { id } });
  for (const caller of [student, lecturer]) await readThread({ caller, params: { id }, body: {} });
  const last = question.replies.at(-1)?.after ?? 0;
  const resolvedAt = ago(question.age - last - 5);
  await db().thread.update({ where: { id }, data: { updatedAt: resolvedAt } });
  // What told of the question and its replies is older already.
  await db().notification.updateMany({ where: { threadId: id, createdAt: { gt: ago(1) } }, data: { createdAt: resolvedAt } });
}

async function seedAnnouncement(): Promise<void> {
  const { name, lecturer, title, content, age } = announcement;
  const caller = await callerOf(lecturer);
  const idempotencyKey = `demo:announce:${name}`;
  if (await db().thread.findFirst({ where: { studentId: caller.user.id, idempotencyKey }, select: { id: true } })) return;
  const course = await db().course.findFirstOrThrow({ where: { lecturerId: caller.user.id }, select: { id: true } });
  const thread = await announce({ caller, params: { id: course.id }, body: { title, content }, request: request(`announce:${name}`) });
  // The job does so too, later, and then finds nothing left to do: the demo data is whole once it is there, and the notices as old as it says.
  await notifyOfAnnouncement({ threadId: thread.id }, { signal: new AbortController().signal, isLast: true });
  await setAge(thread.id, age);
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Makes a question, and what was told of it, as old as the demo says. */
async function setAge(threadId: string, minutes: number): Promise<void> {
  const at = ago(minutes);
  await db().message.updateMany({ where: { threadId }, data: { createdAt: at } });
  await db().notification.updateMany({ where: { OR: [{ threadId }, { subjectId: threadId }] }, data: { createdAt: at } });
  const { waitingSince } = await db().thread.findUniqueOrThrow({ where: { id: threadId }, select: { waitingSince: true } });
  await db().thread.update({ where: { id: threadId }, data: { createdAt: at, updatedAt: at, waitingSince: waitingSince && at } });
}

/** The same for a reply, and for what the thread says of it. */
async function setMessageAge(threadId: string, messageId: string, minutes: number): Promise<void> {
  const at = ago(minutes);
  await db().message.update({ where: { id: messageId }, data: { createdAt: at } });
  await db().message.updateMany({ where: { id: messageId, endorsedAt: { not: null } }, data: { endorsedAt: ago(minutes - 20) } });
  await db().notification.updateMany({ where: { messageId }, data: { createdAt: at } });
  const thread = await db().thread.findUniqueOrThrow({ where: { id: threadId } });
  const isRecent = (time: Date | null) => time !== null && time.getTime() > Date.now() - 60_000;
  await db().thread.update({
    where: { id: threadId },
    data: {
      updatedAt: at,
      ...(isRecent(thread.answeredAt) && { answeredAt: at }),
      ...(isRecent(thread.studentAnsweredAt) && { studentAnsweredAt: at }),
      ...(isRecent(thread.waitingSince) && { waitingSince: at }),
    },
  });
}
