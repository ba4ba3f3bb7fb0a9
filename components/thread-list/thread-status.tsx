"use client";
import { questionState } from "#lib/client/thread/question-state.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { useShownStatus } from "../outbox/resolving";
import { StatusBadge } from "../ui/status-badge";

type Props = { thread: Pick<Thread, "id" | "kind" | "status" | "waiting" | "answer_state" | "version"> };

/** The state of a question in a list. Also shows it as resolved while that can still be undone. */
export function ThreadStatus({ thread }: Props) {
  const status = useShownStatus(thread);
  return <StatusBadge state={thread.kind === "announcement" ? "announcement" : questionState({ ...thread, status })} />;
}
