"use client";
import { Lock, MessageCircleOff, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "../ui/empty-state";

const screens = {
  deleted: { icon: Trash2, title: "This question was deleted", text: "All its replies were deleted, too." },
  announcement: { icon: Trash2, title: "This announcement was deleted", text: "All its replies were deleted, too." },
  /** To classmates both look the same. */
  left: { icon: MessageCircleOff, title: "This question is no longer here", text: "It was deleted, or made private." },
  closed: { icon: Lock, title: "You no longer have access", text: "It may be private now, or your part in the course has changed." },
};

export type ThreadGoneProps = { why: keyof typeof screens };

/** Instead of a discussion that is there no more. Takes the focus, because what had it is gone. */
export default function ThreadGone({ why }: ThreadGoneProps) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { icon, title, text } = screens[why];
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <EmptyState
        heading="h1"
        {...{ icon, title }}
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
