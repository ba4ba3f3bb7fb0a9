import { threadOf } from "#lib/client/inbox/inbox-state.ts";
import type { Notification } from "#lib/contract/notifications.ts";
import type { ToastFacts } from "./toast-facts";

/** The toasts in which somebody writes, and what is known of their discussions. A toast with an open field stays until that is closed. */
export function createToastReplies() {
  const facts = new Map<string, ToastFacts>();
  const writing = new Set<string>();
  /** Those that would be gone but for their field. */
  const due = new Set<string>();
  return {
    learn: (threadId: string, known: ToastFacts): void => void facts.set(threadId, known),
    /** A new question comes to those alone who may answer it. */
    factsOf(row: Notification): ToastFacts {
      const thread = threadOf(row);
      const known = thread === null ? undefined : facts.get(thread);
      const isQuestion = row.type === "thread/discussion" && row.payload.action === "thread_created";
      return known ?? { moment: null, mayReply: isQuestion };
    },
    /** The field of a toast is opened or closed. @returns whether the toast has to go now */
    write(id: string, now: boolean): boolean {
      if (now) {
        writing.add(id);
        return false;
      }
      writing.delete(id);
      return due.delete(id);
    },
    isWriting: (id?: string): boolean => (id === undefined ? writing.size > 0 : writing.has(id)),
    /** Whether a toast may go; one that may not goes when its field is closed. */
    mayClose(id: string): boolean {
      if (writing.has(id)) due.add(id);
      return !writing.has(id);
    },
  };
}
