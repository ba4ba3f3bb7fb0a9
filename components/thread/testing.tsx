import { testDiscussion } from "#lib/client/testing.ts";
import type { ThreadCourse } from "./thread-course";
import { ThreadView } from "./thread-view";

type Props = Partial<Parameters<typeof ThreadView>[0]>;

/** For tests: a course of 212 people in which everything is allowed. */
export const testCourse = (over: Partial<ThreadCourse> = {}): ThreadCourse => ({
  title: "Python",
  people: { staff: 3, enrolled: 209 },
  archived: false,
  open: true,
  class_questions: "on",
  anonymity: "allowed",
  ...over,
});

/** For tests: the page of `testDiscussion()`, as its student sees it unless told otherwise. */
export function TestThreadView({ initial = testDiscussion(), ...rest }: Props) {
  const me = { id: initial.student_id, name: "Sam Student", role: "student" } as const;
  return <ThreadView me={me} initial={initial} course={testCourse()} video={null} block={null} {...rest} />;
}
