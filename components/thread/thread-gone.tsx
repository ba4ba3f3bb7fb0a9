"use client";
import { Lock, MessageCircleOff, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { loadDraft } from "#lib/client/drafts.ts";
import type { ThreadState } from "#lib/client/thread/thread-state.ts";
import { replyDraftKey } from "../composer/use-reply-draft";
import { CopyButton } from "../ui/copy-button";
import { EmptyState } from "../ui/empty-state";
import { loadEditDrafts } from "./edit-draft";

const screens = {
  deleted: { icon: Trash2, title: "This question was deleted", text: "All its replies were deleted, too." },
  announcement: { icon: Trash2, title: "This announcement was deleted", text: "All its replies were deleted, too." },
  /** To classmates both look the same. */
  left: { icon: MessageCircleOff, title: "This question is no longer here", text: "It was deleted, or made private." },
  closed: { icon: Lock, title: "You no longer have access", text: "It may be private now, or your role in the course has changed." },
};

export type ThreadGoneProps = { why: keyof typeof screens; meId: string; state: ThreadState };

/** Instead of a discussion that is there no more. Takes the focus, because what had it is gone. */
export default function ThreadGone({ why, meId, state }: ThreadGoneProps) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { icon, title, text } = screens[why];
  // As it was when the discussion went, however often this is rendered.
  const [kept] = useState(() => keptTexts(meId, state));
  return (
    <div ref={box} tabIndex={-1} className="grid gap-6 outline-none">
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
      {kept.length > 0 && <Kept texts={kept} />}
    </div>
  );
}

/** What the reader wrote here and nobody got: replies that were not sent, the one in the making, and changes to messages. */
function keptTexts(meId: string, { me, thread, outgoing }: ThreadState): string[] {
  const texts = [...outgoing.map(({ content }) => content), loadDraft(replyDraftKey(meId, thread.id)), ...loadEditDrafts(me, thread.id)];
  return texts.filter((text) => text.trim() !== "");
}

function Kept({ texts }: { texts: string[] }) {
  return (
    <section aria-labelledby="kept" className="mx-auto grid w-full max-w-2xl gap-3">
      <h2 id="kept" className="font-semibold">
        What you wrote here
      </h2>
      <p className="text-muted-foreground text-sm">It wasn’t sent. Copy it if you still need it.</p>
      {texts.map((text) => (
        <KeptText key={text} text={text} />
      ))}
    </section>
  );
}

function KeptText({ text }: { text: string }) {
  const words = useRef<HTMLParagraphElement>(null);
  return (
    <div className="grid justify-items-start gap-3 rounded-xl border bg-card p-4">
      <p ref={words} dir="auto" className="max-h-96 w-full overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </p>
      <CopyButton text={text} instead={words} confirmation="The text is copied." />
    </div>
  );
}
