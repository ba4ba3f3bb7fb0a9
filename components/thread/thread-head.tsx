"use client";
import { ArrowLeft, Check, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { actionProblem } from "#lib/client/api/problems.ts";
import { questionState } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { StatusBadge } from "../ui/status-badge";
import { BlockStudent } from "./block-student";
import { MuteButton } from "./mute-button";

type Props = {
  thread: Thread;
  courseTitle: string | null;
  muted: boolean;
  /** Whether the student is blocked in the course. */
  blocked: boolean;
  mayBlock: boolean;
  onResolve: () => void;
  onReopen: () => Promise<void>;
};

/** The course and video of a discussion, and whether it is resolved. */
export function ThreadHead({ thread, courseTitle, muted, blocked, mayBlock, onResolve, onReopen }: Props) {
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
  const moment = thread.video_timestamp_seconds === null ? "" : `?t=${thread.video_timestamp_seconds}`;
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
        <div className="min-w-0">
          {courseTitle && (
            <p className="text-muted-foreground text-sm">
              <Link href={`/courses/${thread.course_id}`} className="inline-flex min-h-6 items-center hover:underline">
                <Name>{courseTitle}</Name>
              </Link>
            </p>
          )}
          <h1 className="text-balance font-semibold text-xl leading-snug tracking-tight">
            <span className="sr-only">Question about </span>
            <Link href={`/videos/${thread.video_id}${moment}`} className="hover:underline">
              <Name>{thread.video_title}</Name>
            </Link>
          </h1>
        </div>
        <div className="flex items-center gap-3">
          <span role="status">
            <StatusBadge state={thread.kind === "announcement" ? "announcement" : questionState(thread)} />
          </span>
          <MuteButton threadId={thread.id} initial={muted} />
          <Button type="button" size="sm" variant="outline" aria-disabled={working} onClick={() => void change()}>
            {open ? <Check className="size-4" aria-hidden="true" /> : <RotateCcw className="size-4" aria-hidden="true" />}
            {open ? "Resolve" : "Reopen"}
          </Button>
          {mayBlock && thread.student_name !== texts.deletedUser && <BlockStudent thread={thread} blocked={blocked} />}
        </div>
      </div>
      {mayBlock && blocked && (
        <p className="text-muted-foreground text-sm">
          <Name>{thread.student_name}</Name> is blocked in this course. They can read but not reply.
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
