import { CircleCheck, CircleDot, MessageCircle } from "lucide-react";
import type { Thread } from "#lib/contract/discussions.ts";

const states = {
  waiting: { word: "Waiting", icon: CircleDot, look: "text-muted-foreground" },
  answered: { word: "Answered", icon: MessageCircle, look: "text-accent-text" },
  resolved: { word: "Resolved", icon: CircleCheck, look: "text-success" },
} as const;

type Stated = Pick<Thread, "status" | "waiting" | "answer_state">;

/** What has become of a question of the class. One that a classmate has answered still waits for the staff. */
export function classStateOf({ status, waiting, answer_state }: Stated): keyof typeof states {
  if (status === "resolved") return "resolved";
  return waiting || answer_state === "unanswered" ? "waiting" : "answered";
}

/** The same by icon and word, never only by colour. */
export function ClassState({ thread }: { thread: Stated }) {
  const { word, icon: Icon, look } = states[classStateOf(thread)];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium text-xs ${look}`}>
      <Icon className="size-3.5" aria-hidden="true" />
      {word}
    </span>
  );
}
