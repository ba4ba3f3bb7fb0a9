"use client";
import { useSyncExternalStore } from "react";
import { loadDraft } from "#lib/client/drafts.ts";
import { replyDraftKey } from "../composer/use-reply-draft";
import { useUser } from "../live/realtime-provider";

/** That a reply has been begun here and not sent. It is looked up for what is drawn of a list, and again when another tab writes. */
export function DraftMark({ threadId }: { threadId: string }) {
  const user = useUser();
  const isThere = useSyncExternalStore(
    onWriting,
    () => loadDraft(replyDraftKey(user.id, threadId)) !== "",
    () => false,
  );
  return isThere && <span className="shrink-0 font-medium text-accent-text">Draft</span>;
}

/** The browser's event, which only other tabs cause. What this tab writes is looked up when the row is drawn anew. */
function onWriting(look: () => void): () => void {
  window.addEventListener("storage", look);
  return () => window.removeEventListener("storage", look);
}
