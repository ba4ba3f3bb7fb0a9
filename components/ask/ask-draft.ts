import type { CreateThreadBody } from "#lib/contract/discussions";

/** A question in the making. */
export type AskDraft = {
  text: string;
  code: string;
  /** The second it is about; null for none. */
  moment: number | null;
  /** Whether the moment was settled: taken when typing began, set, or removed. It is not taken again by itself. */
  settled: boolean;
};

export const emptyDraft: AskDraft = { text: "", code: "", moment: null, settled: false };

/** Typing: the moment is the one at which it starts, not the one at which it ends. An emptied form starts anew. */
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

/** A draft that was kept; null when there is none or it is not ours. */
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
