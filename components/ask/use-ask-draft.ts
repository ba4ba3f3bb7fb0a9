import { useCallback, useEffect, useState } from "react";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import { type AskDraft, emptyDraft, readDraft } from "./ask-draft";

/** The question being typed, kept in this browser under `name`, and why it was refused. */
export function useAskDraft(name: string) {
  const [draft, setDraft] = useState<AskDraft>(emptyDraft);
  const [problem, setProblem] = useState<string | null>(null);
  const changeDraft = useCallback(
    (next: AskDraft, why: string | null = null) => {
      setDraft(next);
      setProblem(why);
      saveDraft(name, isFree(next) ? "" : JSON.stringify(next));
    },
    [name],
  );
  // After hydration, because the server knows no drafts. What was typed before this ran is newer.
  useEffect(() => {
    const kept = readDraft(loadDraft(name));
    if (kept) setDraft((current) => (current === emptyDraft ? kept : current));
  }, [name]);
  return { draft, changeDraft, problem };
}

/** Whether the form is empty, so that another text may be put there. */
export const isFree = ({ text, code }: AskDraft): boolean => text === "" && code === "";
