import { useCallback } from "react";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Message, Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { useNow } from "../ui/local-time";

/** What is said of an answer. */
export type Judgement = "accept" | "unaccept" | "endorse" | "unendorse";
export type MessageAct = "edit" | "copy" | "delete" | Judgement;

export type MessageActs = {
  edit: (message: Message, content: string) => Promise<void>;
  remove: (message: Message) => Promise<void>;
  judge: (message: Message, act: Judgement) => Promise<void>;
};

/** What the reader may do with any message of a thread, now. The question is a message, too, which is never judged. */
export function useMessageActs(thread: Thread): (message: Message) => MessageAct[] {
  const now = useNow();
  const { kind, mine, my_author_id, accepted_message_id } = thread;
  const isStaff = readsAsStaff(thread);
  return useCallback(
    (message) => {
      const isOwn = message.author_user_id === my_author_id;
      const inTime = now !== null && now - Date.parse(message.created_at) < limits.editWindow;
      const canAccept = kind === "question" && (mine || isStaff);
      const canEndorse = kind === "question" && isStaff && !isOwn && message.author_role === "student";
      const acts: (MessageAct | false)[] = [
        canAccept && (message.id === accepted_message_id ? "unaccept" : "accept"),
        canEndorse && (message.endorsed_at === null ? "endorse" : "unendorse"),
        isOwn && inTime && "edit",
        "copy",
        (isOwn || isStaff) && "delete",
      ];
      return acts.filter((act) => act !== false);
    },
    [kind, mine, my_author_id, accepted_message_id, isStaff, now],
  );
}
