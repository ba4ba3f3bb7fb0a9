"use client";
import { ArrowLeft, Check, Megaphone, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { questionState, readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { FollowLevel, Thread, ThreadAuthor } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { Audience } from "../ui/audience";
import { StatusBadge } from "../ui/status-badge";
import { BlockStudent } from "./block-student";
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
};

/** What a discussion is about, who sees it, and how far it is. */
export function ThreadHead({ thread, course, asker, blocked, onResolve, onReopen, onFollow }: Props) {
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
    <header className="grid gap-3">
      <Link
        href="/discussions"
        className="-ms-1 inline-flex print:hidden h-8 items-center gap-1.5 justify-self-start rounded-md px-1 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        Discussions
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          {course && (
            <p className="min-w-0 break-words text-muted-foreground text-sm">
              <Link href={`/courses/${thread.course_id}`} className="inline-flex min-h-6 max-w-full items-center hover:underline">
                <Name className="min-w-0 break-words">{course.title}</Name>
              </Link>
            </p>
          )}
          <Title thread={thread} />
          <Audience of={thread} people={course?.people ?? null} />
        </div>
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
          {student && <BlockStudent thread={{ course_id: thread.course_id, ...student }} blocked={blocked} />}
        </div>
      </div>
      {student && blocked && (
        <p className="break-words text-muted-foreground text-sm">
          <Name>{student.student_name}</Name> is blocked in this course. They can read but not reply.
        </p>
      )}
      {problem && (
        <p role="alert" className="text-destructive text-sm">
          {problem}
        </p>
      )}
    </header>
  );
}

/** The student whom the reader may block: the asker, when their name is known. */
function blockable(thread: Thread, asker: ThreadAuthor | null): Pick<Thread, "student_id" | "student_name"> | null {
  if (!readsAsStaff(thread) || thread.mine || thread.kind !== "question" || thread.student_name === texts.deletedUser) return null;
  if (!thread.anonymous) return thread;
  return asker && { student_id: asker.user_id, student_name: asker.name };
}

function Title({ thread: { kind, title, video_id, video_title, video_timestamp_seconds: at } }: { thread: Thread }) {
  const video = video_id !== null && (
    <Link href={`/videos/${video_id}${at === null ? "" : `?t=${at}`}`} className="hover:underline">
      <Name>{video_title}</Name>
    </Link>
  );
  const look = "min-w-0 text-balance break-words font-semibold text-xl leading-snug tracking-tight";
  if (kind === "question")
    return (
      <h1 className={look}>
        <span className="sr-only">Question about </span>
        {video || "the course"}
      </h1>
    );
  return (
    <>
      <h1 className={look}>
        <Megaphone className="me-2 inline size-5 align-[-0.125em] text-accent-text" aria-hidden="true" />
        <span className="sr-only">Announcement: </span>
        <Name>{title}</Name>
      </h1>
      {video && <p className="min-w-0 break-words text-muted-foreground text-sm">About {video}</p>}
    </>
  );
}
