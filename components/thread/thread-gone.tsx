"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "../ui/empty-state";

const said = {
  deleted: { title: "This question was deleted", text: "All its replies were deleted, too." },
  announcement: { title: "This announcement was deleted", text: "All its replies were deleted, too." },
  /** To classmates both look the same. */
  left: { title: "This question is no longer here", text: "It was deleted, or made private." },
  closed: { title: "You no longer have access", text: "It may be private now, or your part in the course has changed." },
};

/** Instead of a discussion that is there no more. Takes the focus, because what had it is gone. */
export function ThreadGone({ why }: { why: keyof typeof said }) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { title, text } = said[why];
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <EmptyState
        heading="h1"
        title={title}
        action={
          <Button type="button" onClick={() => router.push("/discussions")}>
            Back to discussions
          </Button>
        }
      >
        {text}
      </EmptyState>
    </div>
  );
}
