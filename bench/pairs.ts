import { ask, makeCourse, makeLecturer, makeStudent, type Person } from "#lib/testing/factories.ts";

/** A lecturer with a thread that a student writes in: every reply is one notification for the lecturer. */
export type Pair = { lecturer: Person; student: Person; threadId: string };

/** Makes `count` pairs, and a course for each, in the open database. */
export async function makePairs(count: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let n = 0; n < count; n++) {
    const [lecturer, student] = [await makeLecturer(), await makeStudent()];
    const { courseId, videoId } = await makeCourse(lecturer, [student]);
    const { id } = await ask({ lecturer, student, courseId, videoId });
    pairs.push({ lecturer, student, threadId: id });
  }
  return pairs;
}
