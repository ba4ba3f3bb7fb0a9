import { testThread } from "#lib/client/testing.ts";
import { testCourse } from "../thread/testing";
import type { Reader } from "./card-thread";

/** For tests: the student who asked `testThread()`, beside its video. */
export const testReader = (over: Partial<Reader> = {}): Reader => ({
  me: { id: testThread().student_id, name: "Sam Student", role: "student" },
  course: testCourse(),
  block: null,
  ...over,
});
