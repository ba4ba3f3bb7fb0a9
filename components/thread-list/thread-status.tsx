"use client";
import type { Thread } from "#lib/contract/discussions";
import { useShownStatus } from "../outbox/resolving";
import { StatusBadge } from "../ui/status-badge";

/** The status of a question in a list; resolved also while that can still be taken back. */
export function ThreadStatus({ id, status, version }: Pick<Thread, "id" | "status" | "version">) {
  return <StatusBadge status={useShownStatus({ id, status, version })} />;
}
