"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { Message, Thread, ThreadAuthor } from "#lib/contract/discussions.ts";
import { onDemand } from "../ui/on-demand";
import { useWindow } from "../ui/open-part";
import { ActsMenu } from "./acts-menu";
import type { ThreadCourse } from "./thread-course";
import type { ClassActions } from "./use-class-actions";

const acts = onDemand(() => import("./discussion-acts"));
const block = onDemand(() => import("./block-window"));

type Props = {
  thread: Thread;
  course: ThreadCourse | null;
  /** The part of the reader, as they write here. */
  role: Message["author_role"];
  /** Whether only the asker has written, as far as it is known. */
  isAlone: boolean;
  classActions: ClassActions;
  onAsker: (asker: ThreadAuthor) => void;
  onDelete: () => Promise<void>;
  /** Whom the reader may block or unblock in the course; null for nobody. */
  student: { id: string; name: string; blocked: boolean } | null;
};

/** What can be done with a discussion as a whole: its link, who sees it, and its student. */
export function DiscussionMenu({ student, onAsker, ...options }: Props) {
  const router = useRouter();
  const opener = useRef<HTMLButtonElement>(null);
  const [blocking, setBlocking] = useState(false);
  const loaded = useWindow(block, blocking, () => setBlocking(false));
  const path = `/api/courses/${options.thread.course_id}/blocks/${student?.id}`;
  const unblock = async () => {
    await api("DELETE", path);
    toast(
      <>
        <Name>{student?.name}</Name> can post again
      </>,
    );
    router.refresh();
  };
  return (
    <>
      <ActsMenu
        label="More about this discussion"
        text="More"
        parts={acts}
        opener={opener}
        acts={({ discussionActs }) =>
          discussionActs({ ...options, student, onAuthor: onAsker, onBlock: () => setBlocking(true), onUnblock: unblock })
        }
      />
      {loaded && student && (
        <loaded.BlockWindow
          {...{ path, opener }}
          name={student.name}
          open={blocking}
          onOpenChange={setBlocking}
          onBlocked={() => router.refresh()}
        />
      )}
    </>
  );
}
