import { useState } from "react";
import { loadDraft, saveDraft } from "#lib/client/drafts.ts";
import { replyDraftKey } from "../composer/use-reply-draft";

/** The replies that are open in the queue, by row, and what went wrong, by row. What is typed is kept in this browser until it is sent. */
export function useDrafts(me: string) {
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const setProblem = (id: string, problem: string | null) =>
    setProblems(({ [id]: _old, ...others }) => (problem === null ? others : { ...others, [id]: problem }));
  const keep = (id: string, text: string) => saveDraft(replyDraftKey(me, id), text);
  return {
    drafts,
    problems,
    setProblem,
    /** Forgets the problems of what is gone. */
    keepProblems: (ids: ReadonlySet<string>) =>
      setProblems((all) =>
        Object.keys(all).every((id) => ids.has(id)) ? all : Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id))),
      ),
    /** Opens the reply of a row with this text, or closes it (null). */
    setDraft: (id: string, text: string | null) => {
      setDrafts(({ [id]: _old, ...others }) => (text === null ? others : { ...others, [id]: text }));
      if (text !== null) keep(id, text);
      setProblem(id, null);
    },
    /** Keeps a text for the next time that the reply is opened; an empty one forgets it. */
    keep,
    draftOf: (id: string) => drafts[id] ?? loadDraft(replyDraftKey(me, id)),
  };
}
