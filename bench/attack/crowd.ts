import { v7 as uuid } from "uuid";
import { signToken } from "#lib/server/auth/tokens.ts";
import type { Someone } from "./people";
import type { Target } from "./target";

/**
 * More signed-in people of a role, inserted into the database. Students are enrolled in the lecturer's course. Their addresses are
 * confirmed, because unconfirmed people of one network share a limit, and the observers of a flood would run into it.
 */
export async function makeCrowd(
  { rows, scene }: Target,
  count: number,
  role: "student" | "lecturer" | "admin" = "student",
): Promise<Someone[]> {
  const people = Array.from({ length: count }, () => ({ id: uuid(), sessionId: uuid() }));
  const ids = people.map(({ id }) => id);
  const sessions = people.map(({ sessionId }) => sessionId);
  await rows(
    `WITH u AS (INSERT INTO users (id, email, role, first_name, last_name, email_confirmed_at)
       SELECT id, 'crowd-' || id || '@test.example', $2, 'One', 'of many', now() FROM unnest($1::uuid[]) id RETURNING id)
     INSERT INTO inbox (user_id) SELECT id FROM u`,
    [ids, role],
  );
  await rows(
    "INSERT INTO sessions (id, user_id, expires_at) SELECT s, u, now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[]) AS t (s, u)",
    [sessions, ids],
  );
  if (role === "student")
    await rows("INSERT INTO enrollments (course_id, student_id) SELECT $1::uuid, id FROM unnest($2::uuid[]) id", [scene.courseId, ids]);
  return Promise.all(
    people.map(async ({ id, sessionId }) => ({
      ...{ id, sessionId, email: `crowd-${id}@test.example` },
      token: await signToken("access", id, sessionId, 7200),
      cookie: `handraise.session=${await signToken("browser", id, sessionId, 7200)}`,
    })),
  );
}

/** One of them, who has done nothing so far. @throws Error never: there is always one more */
export const oneMore = async (target: Target, role?: Parameters<typeof makeCrowd>[2]): Promise<Someone> =>
  (await makeCrowd(target, 1, role))[0] as Someone;

/** A discussion of theirs with the lecturer that holds these messages, the first being the question. @returns its id */
export async function makeThread(
  { rows, scene, people }: Target,
  student: Someone,
  messages: string[],
  code: string | null = null,
): Promise<string> {
  const id = uuid();
  await rows(
    `INSERT INTO threads (id, video_id, course_id, student_id, lecturer_id, question_text, code_snippet, version)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8)`,
    [id, scene.videoId, scene.courseId, student.id, people.lecturer.id, messages[0] ?? "", code, messages.length],
  );
  await rows(
    `INSERT INTO messages (id, thread_id, position, author_id, author_role, content)
     SELECT id, $1::uuid, n, $2::uuid, 'student', content FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS t (id, content, n)`,
    [id, student.id, messages.map(() => uuid()), messages],
  );
  return id;
}

/** A lecturer who has done nothing so far, with a course of theirs and a video in it. */
export async function makeCourse(target: Target): Promise<{ lecturer: Someone; courseId: string; videoId: string }> {
  const [lecturer, courseId, videoId] = [await oneMore(target, "lecturer"), uuid(), uuid()];
  await target.rows("INSERT INTO courses (id, title, lecturer_id) VALUES ($1::uuid, 'A course', $2::uuid)", [courseId, lecturer.id]);
  await target.rows("INSERT INTO videos (id, course_id, title, url) VALUES ($1::uuid, $2::uuid, 'A video', 'https://v.test.example/one')", [
    videoId,
    courseId,
  ]);
  return { lecturer, courseId, videoId };
}
