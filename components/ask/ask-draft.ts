import type { CreateThreadBody } from "#lib/contract/discussions.ts";

/** A question that is being written. */
export type AskDraft = {
  text: string;
  code: string;
  /** The second it is about; null for none. */
  moment: number | null;
  /** Whether the moment is decided: captured when typing began, set, or removed. Typing does not capture it again then. */
  settled: boolean;
};

export const emptyDraft: AskDraft = { text: "", code: "", moment: null, settled: false };

/** The draft after typing. The moment is the one at which typing starts, not the one at which it ends. An emptied form starts anew. */
export function typed(draft: AskDraft, change: { text: string } | { code: string }, now: () => number | null): AskDraft {
  const next = { ...draft, ...change };
  if (next.text === "" && next.code === "") return emptyDraft;
  return draft.settled ? next : { ...next, moment: now(), settled: true };
}

export const withMoment = (draft: AskDraft, moment: number | null): AskDraft => ({
  ...draft,
  moment: moment === null ? null : Math.max(0, moment),
  settled: true,
});

/** The body of the POST, as the server will store it. */
export function bodyOf(draft: AskDraft, videoId: string, lecturerId: string): CreateThreadBody {
  const code = draft.code.trimEnd();
  return {
    video_id: videoId,
    lecturer_id: lecturerId,
    question_text: draft.text.trim(),
    ...(draft.moment !== null && { video_timestamp_seconds: draft.moment }),
    ...(code.trim() !== "" && { code_snippet: code }),
  };
}

/** A stored draft; null when there is none or it is invalid. */
export function readDraft(stored: string): AskDraft | null {
  try {
    const value = JSON.parse(stored) as Partial<AskDraft> | null;
    if (typeof value?.text !== "string" || typeof value.code !== "string") return null;
    return {
      text: value.text,
      code: value.code,
      moment: typeof value.moment === "number" ? value.moment : null,
      settled: value.settled === true,
    };
  } catch {
    return null;
  }
}
