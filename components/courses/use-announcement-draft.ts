import { useCallback, useEffect, useState } from "react";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import { newIdempotencyKey } from "#lib/client/outbox/send-errors.ts";

/** An announcement that is being written. `key`: sent twice, it is the same one; other words are another one. */
export type AnnouncementDraft = { title: string; content: string; videoId: string; key: string };

const none: AnnouncementDraft = { title: "", content: "", videoId: "", key: "" };

/** The name of the draft: one for each person and course. */
export const announcementDraftKey = (userId: string, courseId: string): string => `announce:${userId}:${courseId}`;

/** The announcement being written, kept in this browser until it is posted. */
export function useAnnouncementDraft(name: string) {
  const [draft, setDraft] = useState(none);
  // Only after hydration, because the server knows no drafts.
  useEffect(() => setDraft((current) => (current === none ? (readDraft(loadDraft(name)) ?? current) : current)), [name]);
  const change = useCallback(
    (by: Partial<Omit<AnnouncementDraft, "key">>) => {
      const next = { ...draft, ...by, key: newIdempotencyKey() };
      setDraft(next);
      saveDraft(name, next.title === "" && next.content === "" ? "" : JSON.stringify(next));
    },
    [name, draft],
  );
  const clear = useCallback(() => {
    setDraft(none);
    saveDraft(name, "");
  }, [name]);
  return { draft, change, clear };
}

/** A stored draft; null when there is none or it is invalid. */
export function readDraft(stored: string): AnnouncementDraft | null {
  try {
    const value = JSON.parse(stored) as Partial<AnnouncementDraft> | null;
    if (typeof value?.title !== "string" || typeof value.content !== "string" || typeof value.key !== "string") return null;
    return { title: value.title, content: value.content, videoId: typeof value.videoId === "string" ? value.videoId : "", key: value.key };
  } catch {
    return null;
  }
}
