import type { Invitation, InvitationState } from "#lib/contract/users.ts";
import { cn } from "../ui/cn";
import { LocalTime } from "../ui/local-time";

const names: Record<InvitationState, string> = {
  not_sent: "not sent",
  waiting: "queued",
  sent: "sent",
  failed: "failed",
  used: "used",
  run_out: "expired",
};

/** The states as options of a filter. */
export const invitationOptions = (Object.keys(names) as InvitationState[]).map((value) => ({
  value,
  label: `Invitation ${names[value]}`,
}));

/** The state of an invitation and its time. If the mail failed, the reason. */
export function InvitationNote({ invitation: { state, at, problem }, className }: { invitation: Invitation; className?: string }) {
  // It was tried already, so "queued" would not be the whole truth.
  const words = state === "waiting" && at ? "not sent yet, tried" : names[state];
  return (
    <p className={cn("break-words", (state === "failed" || problem) && "font-medium text-destructive", className)}>
      Invitation {words}
      {at && (
        <>
          {" "}
          <LocalTime at={at} as="ago" />
        </>
      )}
      {problem && `: ${problem}`}
    </p>
  );
}
