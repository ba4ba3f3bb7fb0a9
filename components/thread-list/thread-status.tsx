"use client";
import type { Thread } from "#lib/contract/discussions.ts";
import { useShownStatus } from "../outbox/resolving";
import { StatusBadge } from "../ui/status-badge";

/** The status of a question in a list. Also shows it as resolved while that can still be undone. */
export function ThreadStatus({ id, status, version }: Pick<Thread, "id" | "status" | "version">) {
  return <StatusBadge status={useShownStatus({ id, status, version })} />;
}
