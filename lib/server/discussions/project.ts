import type { AnswerState, FollowLevel, Message, Thread, ThreadShared } from "#lib/contract/discussions.ts";
import type { ThreadTyping } from "#lib/contract/events.ts";
import { limits } from "#lib/contract/limits.ts";
import type { ForClass } from "../events/bus";
import { isStaff, threadPartOf } from "./access";
import type { MessageRow } from "./message-rows";
import type { ThreadRow } from "./thread-rows";

/**
 * The only place that decides what a reader gets of a thread and its messages. The asker of an anonymous thread is `Anonymous` with an id
 * that this thread alone has, to everybody: to classmates, to staff until they ask for the author, and to themselves, who know it as theirs
 * by `mine` and `my_author_id`. So nothing that is sent or stored depends on who reads it.
 */
export const anonymousName = "Anonymous";

type Asker = Pick<ThreadRow, "anonymous" | "student_id" | "alias_id">;

/** The id and name under which someone stands in a thread. */
export function authorIn(thread: Asker, author: { id: string; name: string }): { id: string; name: string } {
  return thread.anonymous && author.id === thread.student_id ? { id: thread.alias_id, name: anonymousName } : author;
}

export function answerState(row: Pick<ThreadRow, "answered_at" | "student_answered_at">): AnswerState {
  if (row.answered_at !== null) return "staff_answered";
  return row.student_answered_at === null ? "unanswered" : "student_answered";
}

/** The part of a thread that is the same for everybody. `thread:updated` goes to a room, and flags belong to one person. */
export function toSharedThread(row: ThreadRow): ThreadShared {
  const asker = authorIn(row, { id: row.student_id, name: row.student_name });
  return {
    id: row.id,
    video_id: row.video_id,
    video_title: row.video_title,
    course_id: row.course_id,
    video_timestamp_seconds: row.video_timestamp_seconds,
    student_id: asker.id,
    student_name: asker.name,
    lecturer_id: row.lecturer_id,
    lecturer_name: row.lecturer_name,
    code_snippet: row.code_snippet,
    question_text: row.question_text,
    status: row.status,
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    visibility: row.visibility,
    kind: row.kind,
    title: row.title,
    anonymous: row.anonymous,
    waiting: row.waiting_since !== null,
    answer_state: answerState(row),
    accepted_message_id: row.accepted_message_id,
    votes: row.votes,
  };
}

/** The shared part of a thread of the class; null for a private one, which the class must not hear of. */
export const forClassThread = (row: ThreadRow): ForClass<ThreadShared> | null =>
  row.visibility === "class" ? (toSharedThread(row) as ForClass<ThreadShared>) : null;

/** How the reader follows the thread: as they chose, or by their part in it. */
export function followOf(row: Pick<ThreadRow, "muted" | "level" | "wrote" | "voted" | "student_id" | "reader_id">): FollowLevel {
  if (row.muted) return "muted";
  if (row.level) return row.level;
  if (row.wrote || row.student_id === row.reader_id) return "all";
  return row.voted ? "answers" : "none";
}

/** Until when the asker may answer whether their question goes to the class; null when nobody asks, or no longer. */
export function publishAskedUntil(row: Pick<ThreadRow, "publish_asked_at" | "publish_answered_at" | "visibility">): Date | null {
  const { publish_asked_at: asked, publish_answered_at: answered } = row;
  if (asked === null || row.visibility === "class" || (answered !== null && answered >= asked)) return null;
  const until = new Date(asked.getTime() + limits.publishTtl);
  return until.getTime() > Date.now() ? until : null;
}

/** A thread as REST shows it to the reader of the row. */
export function toThread(row: ThreadRow): Thread {
  const reader = row.reader_id ?? "";
  const part = threadPartOf(row, reader);
  const isInside = part !== null && part !== "classmate";
  return {
    ...toSharedThread(row),
    student_unread: isInside && row.student_unread,
    lecturer_unread: isInside && (isStaff(part) ? row.unread : row.owner_unread),
    publish_asked_until: isInside ? (publishAskedUntil(row)?.toISOString() ?? null) : null,
    mine: row.student_id === reader,
    unread: row.unread,
    voted: row.voted,
    follow: followOf(row),
    my_author_id: authorIn(row, { id: reader, name: "" }).id,
    ...(isStaff(part) && { claim: claimOf(row) }),
  };
}

/** Who is answering the thread now. */
export function claimOf(row: Pick<ThreadRow, "claimed_by_id" | "claimed_by_name" | "claimed_until">): Thread["claim"] {
  const { claimed_by_id: id, claimed_until: until } = row;
  if (id === null || until === null || until.getTime() <= Date.now()) return null;
  return { user_id: id, name: row.claimed_by_name ?? "", until: until.toISOString() };
}

/** A message as everybody reads it who may read its thread. */
export function toMessage(row: MessageRow): Message {
  const author = authorIn(row, { id: row.author_user_id, name: row.author_name });
  return {
    id: row.id,
    thread_id: row.thread_id,
    author_user_id: author.id,
    author_name: author.name,
    author_role: row.author_role,
    content: row.content,
    created_at: row.created_at.toISOString(),
    edited_at: row.edited_at?.toISOString() ?? null,
    endorsed_by_name: row.endorsed_by_name,
    endorsed_at: row.endorsed_at?.toISOString() ?? null,
  };
}

/** The same for a room of the class. */
export const forClassMessage = (row: MessageRow, thread: Pick<ThreadRow, "visibility">): ForClass<Message> | null =>
  thread.visibility === "class" ? (toMessage(row) as ForClass<Message>) : null;

/** The same of who types, under the name that `authorIn` gave. */
export const forClassTyping = (body: ThreadTyping, thread: Pick<ThreadRow, "visibility">): ForClass<ThreadTyping> | null =>
  thread.visibility === "class" ? (body as ForClass<ThreadTyping>) : null;
