import { Ban, EyeOff, Link, ListX, Lock, Megaphone, Trash2, UserSearch, Users } from "lucide-react";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Message, Thread, ThreadAuthor } from "#lib/contract/discussions.ts";
import { threadPath } from "../notifications/landing";
import { audienceText } from "../ui/audience";
import { Name } from "../ui/name";
import type { MenuAct } from "./acts-menu";
import type { ThreadCourse } from "./thread-course";
import type { ClassActions } from "./use-class-actions";

type Options = {
  thread: Thread;
  course: ThreadCourse | null;
  /** The part of the reader, as they write here. */
  role: Message["author_role"];
  /** Whether only the asker has written, as far as it is known. */
  isAlone: boolean;
  classActions: Pick<ClassActions, "change" | "askToPublish" | "showAuthor">;
  onDelete: () => Promise<void>;
  onAuthor: (author: ThreadAuthor) => void;
  /** Whom the reader may block or unblock; null for nobody. */
  student: { name: string; blocked: boolean } | null;
  onBlock: () => void;
  onUnblock: () => Promise<void>;
};

/** What the reader may do with a discussion as a whole, now. */
export function discussionActs(options: Options): MenuAct[] {
  const { thread, role, onDelete } = options;
  const isQuestion = thread.kind === "question";
  const isStaff = readsAsStaff(thread);
  const what = isQuestion ? "question" : "announcement";
  const canDelete =
    (isStaff && (role !== "assistant" || (!isQuestion && thread.mine))) ||
    (thread.mine && isQuestion && thread.answer_state === "unanswered");
  return [
    { label: "Copy link", Icon: Link, copies: threadPath(thread.id) },
    ...(isQuestion ? [...askersActs(options), ...staffActs(options)] : []),
    ...(isQuestion && thread.visibility === "class" && (thread.mine || isStaff) ? [makePrivate(options)] : []),
    ...blockingActs(options),
    ...(canDelete
      ? [
          {
            label: "Delete",
            Icon: Trash2,
            run: onDelete,
            ask: {
              title: `Delete this ${what}?`,
              text: `This deletes the ${what} and all replies for everyone.`,
              action: "Delete",
              destructive: true,
            },
          },
        ]
      : []),
  ];
}

function askersActs({ thread, course, isAlone, classActions: { change } }: Options): MenuAct[] {
  if (!thread.mine) return [];
  if (thread.visibility === "private") {
    if (!isAlone || !course?.open || course.archived || course.class_questions === "off") return [];
    const who = audienceText({ visibility: "class", anonymous: thread.anonymous, mine: true }, course.people);
    return [
      {
        label: "Show to the class",
        Icon: Users,
        run: () => change({ visibility: "class" }),
        ask: {
          title: "Show this question to the class?",
          text: `${who}. ${thread.anonymous ? "They don’t see your name." : "They see your name."}`,
          action: "Show",
        },
      },
    ];
  }
  if (thread.anonymous || course?.anonymity === "off") return [];
  return [
    {
      label: "Hide my name",
      Icon: EyeOff,
      run: () => change({ anonymous: true }),
      ask: {
        title: "Hide your name?",
        text: "Everyone will see “Anonymous” in place of your name. This can’t be undone. People may have read your name already.",
        action: "Hide my name",
      },
    },
  ];
}

function staffActs({ thread, classActions: { askToPublish, showAuthor }, onAuthor }: Options): MenuAct[] {
  if (!readsAsStaff(thread)) return [];
  const canAskToPublish =
    thread.visibility === "private" && thread.answer_state === "staff_answered" && thread.publish_asked_until === null;
  const publish: MenuAct = {
    label: "Ask to publish",
    Icon: Megaphone,
    run: askToPublish,
    ask: {
      title: "Ask to show this to the class?",
      text: "The student decides, within two days. If they allow it, the class sees the question and its answers without their name.",
      action: "Ask",
    },
  };
  const author: MenuAct = {
    label: "Show who asked",
    Icon: UserSearch,
    run: async () => onAuthor(await showAuthor()),
    ask: {
      title: "Show who asked?",
      text: "The student asked this anonymously. We’ll log that you looked up their name.",
      action: "Show the name",
    },
  };
  return [...(canAskToPublish ? [publish] : []), ...(thread.anonymous ? [author] : [])];
}

const makePrivate = ({ thread, classActions: { change } }: Options): MenuAct => ({
  label: "Make private",
  Icon: Lock,
  run: () => change({ visibility: "private" }),
  ask: {
    title: "Make this question private?",
    text: `Only ${thread.mine ? "you" : "the student"} and the staff will see it. Classmates can no longer see it, or what they wrote here.`,
    action: "Make private",
  },
});

function blockingActs({ thread, student, onBlock, onUnblock }: Options): MenuAct[] {
  if (student === null) return [];
  const name = <Name>{student.name}</Name>;
  return [
    student.blocked ? { label: <>Unblock {name}</>, Icon: Ban, run: onUnblock } : { label: <>Block {name}…</>, Icon: Ban, run: onBlock },
    { label: "Blocked students", Icon: ListX, href: `/courses/${thread.course_id}/blocked` },
  ];
}
