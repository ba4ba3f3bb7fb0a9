import type { ClassSettings } from "#lib/contract/class.ts";
import type { CreateThreadBody, Visibility } from "#lib/contract/discussions.ts";
import type { CoursePeople } from "../ui/audience";

/** What a course lets its students do now. */
export type Posting = Pick<ClassSettings, "class_questions" | "anonymity"> & {
  /** Whether students may post at all. */
  open: boolean;
  /** Who is in the course, to say who will see a question. */
  people: CoursePeople;
};

/** A question that is being written. */
export type AskDraft = {
  text: string;
  code: string;
  /** The second it is about; null for none. */
  moment: number | null;
  /** Whether the moment is decided: captured when typing began, set, or removed. Typing does not capture it again then. */
  settled: boolean;
  /** Who is to see it; null until the writer has chosen, which leaves it to the course. */
  visibility: Visibility | null;
  anonymous: boolean | null;
};

export const emptyDraft: AskDraft = { text: "", code: "", moment: null, settled: false, visibility: null, anonymous: null };

/**
 * The draft after typing. The moment is the one at which typing starts, not the one at which it ends. An emptied form starts anew, but for
 * who is to see it, which was not typed.
 */
export function afterTyping(draft: AskDraft, change: { text: string } | { code: string }, now: () => number | null): AskDraft {
  const next = { ...draft, ...change };
  if (next.text === "" && next.code === "") return { ...emptyDraft, visibility: draft.visibility, anonymous: draft.anonymous };
  return draft.settled ? next : { ...next, moment: now(), settled: true };
}

export const withMoment = (draft: AskDraft, moment: number | null): AskDraft => ({
  ...draft,
  moment: moment === null ? null : Math.max(0, moment),
  settled: true,
});

export type Audience = { visibility: Visibility; anonymous: boolean };

/** Who will see the question: as its writer chose where the course allows it, else as the course has it. */
export function audienceOf(draft: Pick<AskDraft, "visibility" | "anonymous">, { class_questions, anonymity }: Posting): Audience {
  const byDefault = class_questions === "default" ? "class" : "private";
  const visibility = class_questions === "off" ? "private" : (draft.visibility ?? byDefault);
  const anonymous = visibility === "class" && anonymity !== "off" && (draft.anonymous ?? anonymity === "default");
  return { visibility, anonymous };
}

/** The body of the POST, as the server will store it. */
export function toThreadBody(draft: AskDraft, videoId: string, lecturerId: string, { visibility, anonymous }: Audience): CreateThreadBody {
  const code = draft.code.trimEnd();
  return {
    video_id: videoId,
    lecturer_id: lecturerId,
    visibility,
    ...(visibility === "class" && { anonymous }),
    question_text: draft.text.trim(),
    ...(draft.moment !== null && { video_timestamp_seconds: draft.moment }),
    ...(code.trim() !== "" && { code_snippet: code }),
  };
}

/** The draft that becomes `body`. A question of the release before says nothing of who sees it: it was to be private. */
export const toDraft = (body: CreateThreadBody): AskDraft => ({
  text: body.question_text,
  code: body.code_snippet ?? "",
  moment: body.video_timestamp_seconds ?? null,
  settled: true,
  visibility: body.visibility ?? "private",
  anonymous: body.anonymous ?? null,
});

/** A stored draft, of this release or the one before; null when there is none or it is invalid. */
export function readDraft(stored: string): AskDraft | null {
  try {
    const value = JSON.parse(stored) as Partial<AskDraft> | null;
    if (typeof value?.text !== "string" || typeof value.code !== "string") return null;
    return {
      text: value.text,
      code: value.code,
      moment: typeof value.moment === "number" ? value.moment : null,
      settled: value.settled === true,
      visibility: value.visibility === "class" || value.visibility === "private" ? value.visibility : null,
      anonymous: typeof value.anonymous === "boolean" ? value.anonymous : null,
    };
  } catch {
    return null;
  }
}
