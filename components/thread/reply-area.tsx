"use client";
import { ArrowDown } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Name } from "#components/ui/name.tsx";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { takeFocus } from "../ui/take-focus";
import { BlockedNote, type BlockOf } from "./blocked-note";
import { ClaimBar } from "./claim-bar";
import { ReplyBox } from "./reply-box";
import type { ThreadCourse } from "./thread-course";
import { messagesIn } from "./use-landing";
import type { useNewMessages } from "./use-new-messages";
import { usePinnedHeight } from "./use-pinned-height";

type Props = {
  meId: string;
  thread: Thread;
  course: ThreadCourse | null;
  block: BlockOf | null;
  arrivals: ReturnType<typeof useNewMessages>;
  typing: { name: string } | null;
  onSend: (text: string) => void;
  /** Goes on to the next question, where there is a queue to go on in. */
  onNext?: (() => void) | undefined;
  onClaim: (claimed: boolean) => Promise<void>;
};

/**
 * The area that stays at the bottom of the window. It shows what has arrived below, who is typing or answering, and the reply box, or why
 * there is none.
 */
export function ReplyArea({ meId, thread, course, block, arrivals, typing, onSend, onNext, onClaim }: Props) {
  const area = useRef<HTMLDivElement>(null);
  usePinnedHeight(area);
  return (
    <div
      ref={area}
      data-pinned="composer"
      className="relative z-10 -mx-1 grid gap-2 bg-linear-to-t from-80% from-background to-transparent px-1 pt-4 pb-3 print:hidden tall:sticky tall:bottom-(--bar-height)"
    >
      {arrivals.count > 0 && <ArrivalsButton count={arrivals.count} onShow={arrivals.show} />}
      <p role="status" className="min-h-5 min-w-0 truncate text-muted-foreground text-sm">
        {typing && (
          <>
            <Name>{typing.name}</Name> is typing…
          </>
        )}
      </p>
      <ClaimBar meId={meId} thread={thread} onClaim={onClaim} />
      <Reply {...{ meId, thread, course, block, onSend, onNext }} onEscape={() => leaveField(area.current)} />
    </div>
  );
}

type ReplyProps = Pick<Props, "meId" | "thread" | "course" | "block" | "onSend" | "onNext"> & {
  onEscape?: () => void;
  isMain?: boolean;
};

/** Whether there is a field for a reply. */
export const canReply = ({ thread, course, block }: Pick<Props, "thread" | "course" | "block">): boolean =>
  (block === null || readsAsStaff(thread)) && whyClosed(thread, course) === null;

/** The field for a reply, or why there is none. */
export function Reply({ meId, thread, course, block, onSend, onNext, onEscape, isMain = true }: ReplyProps) {
  const closed = whyClosed(thread, course);
  if (block && !readsAsStaff(thread)) return <BlockedNote block={block} />;
  if (closed) return <Closed>{closed}</Closed>;
  return <ReplyBox {...{ meId, thread, onSend, onNext, isMain }} {...(onEscape && { onEscape })} />;
}

/** Why nothing can be written here now; null when it can. A draft stays in this browser meanwhile. */
function whyClosed(thread: Thread, course: ThreadCourse | null): string | null {
  if (course?.archived && thread.visibility === "class") return "This course is archived, so nobody can write to the class.";
  return course && !course.open && !readsAsStaff(thread) ? `${knownTexts.postingClosed}.` : null;
}

const Closed = ({ children }: { children: ReactNode }) => (
  <p className="rounded-xl border bg-muted px-4 py-3 text-muted-foreground text-sm">{children}</p>
);

/** Leaves the field for the last message that is in view above it, from which keys go on. */
function leaveField(area: HTMLElement | null): void {
  const edge = area?.getBoundingClientRect().top ?? 0;
  const last = messagesIn(document.body).findLast((message) => message.getBoundingClientRect().top < edge);
  if (last) takeFocus(last);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function ArrivalsButton({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <button
      type="button"
      onClick={onShow}
      className="absolute -top-8 left-1/2 inline-flex h-9 -translate-x-1/2 items-center gap-1.5 whitespace-nowrap rounded-full bg-foreground px-4 font-medium text-background text-sm shadow-raised"
    >
      <ArrowDown className="size-4" aria-hidden="true" />
      {count === 1 ? "1 new message" : `${count} new messages`}
    </button>
  );
}
