import type { Message, Thread } from "#lib/contract/discussions.ts";

/**
 * A thread after a new message, as the server makes it: an answer of the staff takes a question off their queue, a classmate's moves it
 * down, and its asker's puts it back. The event of a message carries the message alone.
 */
export function afterMessage(thread: Thread, message: Message): Thread {
  if (thread.kind !== "question" || message.edited_at !== null) return thread;
  if (message.author_role !== "student") return { ...thread, waiting: false, answer_state: "staff_answered" };
  if (message.author_user_id === thread.student_id) return { ...thread, waiting: true };
  return thread.answer_state === "unanswered" ? { ...thread, answer_state: "student_answered" } : thread;
}
