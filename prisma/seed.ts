import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { v5 as stableUuid } from "uuid";
import { hashPassword } from "#lib/server/auth/passwords.ts";
import type { Caller } from "#lib/server/caller.ts";
import { db } from "#lib/server/db/client.ts";
import { addMessage } from "#lib/server/discussions/add-message.ts";
import { resolveThread } from "#lib/server/discussions/change-status.ts";
import { createThread } from "#lib/server/discussions/create-thread.ts";
import { readThread } from "#lib/server/discussions/read-thread.ts";
import { toUser } from "#lib/server/people/to-user.ts";
import { storage } from "#lib/server/storage/storage.ts";
import { courses, demoPassword, people, type Question, questions, videos } from "./demo";

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
  for (const question of questions) await seedQuestion(question);
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

/** Through the services, as a student and a lecturer would, so that messages, flags and notifications fit each other. */
async function seedQuestion(question: Question): Promise<void> {
  const student = await callerOf(question.student);
  const lecturer = await callerOf(question.lecturer);
  const request = (step: string) => ({
    requestId: "seed",
    ip: "seed",
    userAgent: null,
    idempotencyKey: `demo:${step}:${question.name}`,
    hasCredentials: false,
    headers: new Headers(),
  });
  const known = await db().thread.findFirst({
    where: { studentId: student.user.id, idempotencyKey: `demo:ask:${question.name}` },
    select: { id: true },
  });
  if (known) return;
  const body = {
    video_id: idOf(question.video),
    lecturer_id: lecturer.user.id,
    question_text: question.text,
    video_timestamp_seconds: question.second,
    code_snippet: question.code ?? null,
  };
  const thread = await createThread({ caller: student, body, request: request("ask") });
  for (const [index, reply] of question.replies.entries()) {
    const caller = reply.by === "student" ? student : lecturer;
    await addMessage({ caller, params: { id: thread.id }, body: { content: reply.content }, request: request(`reply${index}`) });
  }
  if (question.resolved) {
    await resolveThread({ caller: student, params: { id: thread.id } });
    for (const caller of [student, lecturer]) await readThread({ caller, params: { id: thread.id }, body: {} });
  }
}
