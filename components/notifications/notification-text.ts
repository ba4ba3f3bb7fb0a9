import { limits } from "#lib/contract/limits.ts";
import type { Notification, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import { counted } from "../ui/counted";
import { plainText } from "../ui/plain-text";
import { countText } from "./count-text";
import { threadPath } from "./landing";

/** What a notification is about, as its icon tells it. */
export type Kind = "question" | "reply" | "resolved" | "answered" | "announcement" | "lecture" | "course" | "people";

/** A notification in words. */
export type Description = {
  kind: Kind;
  /** The kind in a word or two, for rows. */
  word: string;
  /** What happened, for toasts. */
  title: string;
  /** What it is about: the question, the course, the person. Empty while the question is unknown. */
  lead: string;
  /** The person, and the beginning of what they wrote; may be empty. */
  line: string;
  /** Whether the line has what they wrote. It is the news then, before what it is about. */
  hasWords: boolean;
  /** The video or the course; may be empty. */
  context: string;
  /** The page it leads to. */
  href: string;
};

/** The words and the link of a notification. `question` is the beginning of its thread's question, as far as it is known. */
export function notificationText(notification: Notification, question = ""): Description {
  switch (notification.type) {
    case "thread/discussion":
      return describeThread(notification.payload, question);
    case "user/created":
    case "user/deleted":
      return { kind: "people", word: "People", line: "", hasWords: false, ...describeAccount(notification) };
    case "course/created": {
      const { courseTitle, courseId, lecturerName = "" } = notification.payload;
      return course({
        kind: "course",
        word: "Course",
        title: "New course",
        lead: courseTitle,
        line: lecturerName,
        href: `/courses/${courseId}`,
      });
    }
    case "video/uploaded": {
      const { videoTitle, videoId, courseTitle = "" } = notification.payload;
      return course({
        kind: "lecture",
        word: "Lecture",
        title: "New lecture",
        lead: videoTitle,
        line: courseTitle,
        href: `/videos/${videoId}`,
      });
    }
    case "course/announcement": {
      const { title, preview, authorName, courseTitle, threadId } = notification.payload;
      const previewText = shown(preview);
      return {
        kind: "announcement",
        word: "Announcement",
        title: "Announcement",
        lead: title,
        line: previewText ? `${authorName}: ${previewText}` : authorName,
        hasWords: previewText !== undefined,
        context: courseTitle,
        href: threadPath(threadId),
      };
    }
  }
}

const course = (fields: Omit<Description, "context" | "hasWords">): Description => ({ ...fields, hasWords: false, context: "" });

type Account = Extract<Notification, { type: "user/created" | "user/deleted" }>;

function describeAccount({ type, payload }: Account): Pick<Description, "title" | "lead" | "context" | "href"> {
  const { userId, email, role, others = 0 } = payload;
  if (type === "user/created") {
    if (others > 0 || email === "")
      return { title: "New accounts", lead: `${peopleText(others + 1)} signed up`, context: "", href: "/admin/users" };
    const { userName } = payload as Extract<Account, { type: "user/created" }>["payload"];
    return { title: `New ${role} account`, lead: userName ?? email, context: userName ? email : "", href: `/admin/users/${userId}` };
  }
  // The account is gone, so the link leads to the audit log.
  if (others > 0)
    return {
      title: "Accounts deleted",
      lead: `${peopleText(others + 1)} deleted their accounts`,
      context: "",
      href: "/admin/audit?action=user%2Fdeleted",
    };
  return { title: "Account deleted", lead: `${email} (${role})`, context: "", href: `/admin/audit?person=${userId}` };
}

const peopleText = (count: number): string => counted(count, "person", "people");

const acts: Record<ThreadDiscussionPayload["action"], Pick<Description, "kind" | "word" | "title">> = {
  thread_created: { kind: "question", word: "Question", title: "New question" },
  message_added: { kind: "reply", word: "Reply", title: "New reply" },
  thread_resolved: { kind: "resolved", word: "Resolved", title: "Question resolved" },
  thread_read: { kind: "answered", word: "Seen", title: "Seen" },
  thread_answered: { kind: "answered", word: "Answered", title: "Answered" },
  message_endorsed: { kind: "answered", word: "Endorsed", title: "Your answer was endorsed" },
  message_accepted: { kind: "answered", word: "Accepted", title: "Your answer solved it" },
  publish_asked: { kind: "question", word: "For the class?", title: "May the class see this?" },
};

function describeThread(payload: ThreadDiscussionPayload, question: string): Description {
  const { action, threadId, authorName = "", questionPreview, messagePreview, videoTitle = "" } = payload;
  const previewText = shown(messagePreview);
  return {
    ...acts[action],
    lead: shown(questionPreview) ?? shown(question) ?? "",
    line: previewText && authorName ? `${authorName}: ${previewText}` : (previewText ?? authorName),
    hasWords: previewText !== undefined,
    context: videoTitle,
    href: threadPath(threadId),
  };
}

const shown = (preview: string | undefined): string | undefined =>
  preview && plainText(preview) + ([...preview].length >= limits.previewLength ? "…" : "");

/** `1 new notification`, `5 new notifications`. */
export const newText = (count: number): string => `${countText(count)} new ${count === 1 ? "notification" : "notifications"}`;
