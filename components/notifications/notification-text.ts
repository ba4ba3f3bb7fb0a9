import type { Notification, ThreadDiscussionPayload } from "#lib/contract/notifications.ts";
import { plainText } from "../ui/plain-text";
import { countText } from "./count-text";

/** A notification in words. */
export type Description = {
  /** What happened. */
  title: string;
  /** The first words of its question; empty where the line says them, or while they are unknown. */
  about: string;
  /** The person, and the beginning of what they wrote; may be empty. */
  line: string;
  /** The video or the course; may be empty. */
  context: string;
  /** The page it leads to. */
  href: string;
};

/** The words and the link of a notification. `question` is the beginning of its thread's question, as far as it is known. */
export function notificationText(notification: Notification, question = ""): Description {
  if (notification.type === "thread/discussion") return describeThread(notification.payload, question);
  return { ...describeOther(notification), about: "" };
}

function describeOther(notification: Exclude<Notification, { type: "thread/discussion" }>): Omit<Description, "about"> {
  switch (notification.type) {
    case "user/created": {
      const { userId, userName, email, role, others = 0 } = notification.payload;
      if (others > 0 || email === "")
        return { title: "New accounts", line: `${peopleText(others + 1)} signed up`, context: "", href: "/admin/users" };
      return { title: `New ${role} account`, line: userName ?? email, context: userName ? email : "", href: `/admin/users/${userId}` };
    }
    case "user/deleted": {
      // The account is gone, so the link leads to the audit log.
      const { userId, email, role, others = 0 } = notification.payload;
      if (others > 0)
        return {
          title: "Accounts deleted",
          line: `${peopleText(others + 1)} deleted their accounts`,
          context: "",
          href: "/admin/audit?action=user%2Fdeleted",
        };
      return { title: "Account deleted", line: `${email} (${role})`, context: "", href: `/admin/audit?person=${userId}` };
    }
    case "course/created": {
      const { courseTitle, courseId, lecturerName } = notification.payload;
      return { title: "New course", line: courseTitle, context: lecturerName ?? "", href: `/courses/${courseId}` };
    }
    case "video/uploaded": {
      const { videoTitle, videoId, courseTitle } = notification.payload;
      return { title: "New video", line: videoTitle, context: courseTitle ?? "", href: `/videos/${videoId}` };
    }
    case "course/announcement": {
      const { title, preview, authorName, courseTitle, threadId } = notification.payload;
      const said = shown(preview);
      return {
        title: `Announcement: ${title}`,
        line: said ? `${authorName}: ${said}` : authorName,
        context: courseTitle,
        href: threadPath(threadId),
      };
    }
  }
}

const peopleText = (count: number): string => (count === 1 ? "1 person" : `${count.toLocaleString("en")} people`);

const threadTitles: Record<ThreadDiscussionPayload["action"], string> = {
  thread_created: "New question",
  message_added: "New reply",
  thread_resolved: "Question resolved",
  thread_read: "Seen",
  thread_answered: "Answered",
  message_endorsed: "Your answer was endorsed",
  message_accepted: "Your answer solved it",
  publish_asked: "May the class see this?",
};

const byWhom: Record<ThreadDiscussionPayload["action"], string> = {
  thread_created: "Asked by",
  message_added: "From",
  thread_resolved: "Resolved by",
  thread_read: "Seen by",
  thread_answered: "Answered by",
  message_endorsed: "Endorsed by",
  message_accepted: "Accepted by",
  publish_asked: "Asked by",
};

function describeThread(payload: ThreadDiscussionPayload, question: string): Description {
  const { action, threadId, authorName, questionPreview, messagePreview, videoTitle } = payload;
  const said = shown(questionPreview ?? messagePreview);
  const line = said && authorName ? `${authorName}: ${said}` : (said ?? (authorName ? `${byWhom[action]} ${authorName}` : ""));
  const about = questionPreview === undefined ? (shown(question) ?? "") : "";
  return { title: threadTitles[action], about: about && `“${about}”`, line, context: videoTitle ?? "", href: threadPath(threadId) };
}

/** The length of a preview, in characters (docs/contract.md section 5). */
const previewLength = 150;

const shown = (preview: string | undefined): string | undefined =>
  preview && plainText(preview) + ([...preview].length >= previewLength ? "…" : "");

export const threadPath = (threadId: string): string => `/discussions/threads/${threadId}`;

/** `1 new notification`, `5 new notifications`. */
export const newText = (count: number): string => `${countText(count)} new ${count === 1 ? "notification" : "notifications"}`;
