"use client";
import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { readsAsStaff } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import type { Walk } from "../queue-place/walk";
import type { Shortcut } from "../ui/key-sheet";
import { type BoundKey, PageKeys } from "../ui/page-keys";
import { focusField } from "./focus-field";
import { messageIdOf, messagesIn, showMessage } from "./use-landing";
import { goBack, wayBack } from "./way-back";

type Props = {
  list: RefObject<HTMLElement | null>;
  /** Of the messages, in their order. The question may be among them. */
  ids: string[];
  /** Draws a message, however far from the screen it is. */
  draw: (id: string) => void;
  thread: Thread;
  canReply: boolean;
  onStatus: () => void;
  /** How to go on in the queue; null when it was not opened from there. */
  walk: Walk | null;
};

/** The keys of the field for a reply. */
const ofReply = (walk: Walk | null): Shortcut[] => [
  { keys: ["Ctrl+Enter", "⌘Enter"], description: "Send a reply" },
  ...(walk ? [{ keys: ["Ctrl+Shift+Enter"], description: "Send it and go to the next question" }] : []),
  { keys: ["Esc"], description: "Leave the reply" },
];

/** What the header covers at most, in px. */
const headerHeight = 80;

/** The keys of a discussion. */
export function ThreadKeys({ list, ids, draw, thread, canReply, onStatus, walk }: Props) {
  const router = useRouter();
  const move = (by: 1 | -1) => {
    const all = messagesIn(list.current);
    const at = all.findIndex((message) => message.contains(document.activeElement));
    const first = all.find((message) => message.getBoundingClientRect().bottom > headerHeight) ?? all[0];
    if (at === -1) return showMessage(first);
    // The one beside it in the document may be far away.
    const next = ids[ids.indexOf(messageIdOf(all[at]?.id ?? "")) + by];
    if (next) draw(next);
    showMessage(messagesIn(list.current).find(({ id }) => id === `message-${next}`) ?? all[at + by]);
  };
  const leave = () => {
    const way = wayBack(readsAsStaff(thread));
    if (!goBack(way)) router.push(way.href);
  };
  const bound: BoundKey[] = [
    { keys: ["j"], description: "Next message", run: () => move(1) },
    { keys: ["k"], description: "Previous message", run: () => move(-1) },
  ];
  if (canReply) bound.push({ keys: ["r"], description: "Reply", run: () => focusField(list.current) });
  if (thread.kind === "question" && (thread.mine || readsAsStaff(thread)))
    bound.push({ keys: ["e"], description: thread.status === "open" ? "Resolve" : "Reopen", run: onStatus });
  if (walk) bound.push({ keys: ["n"], description: "Next question in the queue", run: walk.next });
  if (walk?.before) bound.push({ keys: ["p"], description: "Previous question in the queue", run: walk.before });
  bound.push({ keys: ["u"], description: "Back to the list", run: leave });
  return <PageKeys bound={bound} also={canReply ? ofReply(walk) : []} />;
}
