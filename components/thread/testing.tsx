import { testDiscussion } from "#lib/client/testing.ts";
import { ThreadView } from "./thread-view";

type Props = Partial<Parameters<typeof ThreadView>[0]>;

/** For tests: the page of `testDiscussion()`, as its student sees it unless told otherwise. */
export function TestThreadView({ initial = testDiscussion(), ...rest }: Props) {
  const me = { id: initial.student_id, name: "Sam Student", role: "student" } as const;
  return <ThreadView me={me} initial={initial} courseTitle="Python" video={null} muted={false} block={null} {...rest} />;
}
