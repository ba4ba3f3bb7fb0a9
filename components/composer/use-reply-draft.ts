import { useCallback, useEffect, useState } from "react";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";

/** The name of a reply's draft: one for each person and discussion, wherever it is written. */
export const replyDraftKey = (userId: string, threadId: string): string => `reply:${userId}:${threadId}`;

/** The draft of a reply, kept in this browser for each person and discussion. */
export function useReplyDraft(userId: string, threadId: string): [string, (text: string) => void] {
  const key = replyDraftKey(userId, threadId);
  const [text, setText] = useState("");
  // Not in the first rendering, because the server knows no drafts. What was typed before this ran is newer.
  useEffect(() => setText((current) => current || loadDraft(key)), [key]);
  const change = useCallback(
    (next: string) => {
      setText(next);
      saveDraft(key, next);
    },
    [key],
  );
  return [text, change];
}
