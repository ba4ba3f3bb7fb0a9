"use client";
import { Check, RotateCcw } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { questionState, readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { FollowLevel, Thread, ThreadAuthor } from "#lib/contract/discussions.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { Audience } from "../ui/audience";
import { StatusBadge } from "../ui/status-badge";
import { DiscussionMenu } from "./discussion-menu";
import { FollowMenu } from "./follow-menu";
import type { ThreadCourse } from "./thread-course";

type Props = {
  thread: Thread;
  course: ThreadCourse | null;
  /** Who asked an anonymous question, once a member of staff has asked for it. */
  asker: ThreadAuthor | null;
  /** For staff: whether the student is blocked in the course. */
  blocked: boolean;
  onResolve: () => void;
  onReopen: () => Promise<void>;
  onFollow: (level: FollowLevel) => Promise<void>;
  /** What the menu of the discussion needs besides. */
  menu: Omit<ComponentProps<typeof DiscussionMenu>, "thread" | "course" | "student">;
};

/** Who sees a discussion, how far it is, and what can be done with it. */
export function ThreadFacts({ thread, course, asker, blocked, onResolve, onReopen, onFollow, menu }: Props) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const open = thread.status === "open";
  const change = async () => {
    if (working) return;
    setProblem(null);
    if (open) return onResolve();
    setWorking(true);
    await onReopen().catch((error: unknown) => setProblem(actionProblem(error)));
    setWorking(false);
  };
  const student = blockable(thread, asker);
  const isQuestion = thread.kind === "question";
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Audience of={thread} people={course?.people ?? null} />
        <div className="flex flex-wrap items-center gap-3">
          {isQuestion && (
            <span role="status">
              <StatusBadge state={questionState(thread)} />
            </span>
          )}
          <FollowMenu thread={thread} onFollow={onFollow} />
          {isQuestion && (thread.mine || readsAsStaff(thread)) && (
            <Button type="button" size="sm" variant="outline" aria-disabled={working} onClick={() => void change()}>
              {open ? <Check className="size-4" aria-hidden="true" /> : <RotateCcw className="size-4" aria-hidden="true" />}
              {open ? "Resolve" : "Reopen"}
            </Button>
          )}
          <DiscussionMenu {...{ thread, course }} {...menu} student={student && { ...student, blocked }} />
        </div>
      </div>
      {student && blocked && (
        <p className="break-words text-muted-foreground text-sm">
          <Name>{student.name}</Name> is blocked in this course. They can read but not reply.
        </p>
      )}
      {problem && (
        <p role="alert" className="text-destructive text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The student whom the reader may block: the asker, when their name is known. */
function blockable(thread: Thread, asker: ThreadAuthor | null): { id: string; name: string } | null {
  if (!readsAsStaff(thread) || thread.mine || thread.kind !== "question" || thread.student_name === knownTexts.deletedUser) return null;
  if (!thread.anonymous) return { id: thread.student_id, name: thread.student_name };
  return asker && { id: asker.user_id, name: asker.name };
}
