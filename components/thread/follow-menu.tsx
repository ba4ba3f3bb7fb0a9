"use client";
import { Bell, BellDot, BellMinus, BellOff, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { FollowLevel, Thread } from "#lib/contract/discussions.ts";
import { followLevels } from "#lib/contract/names.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";

const levels: Record<FollowLevel, { word: string; hint: string; Icon: LucideIcon }> = {
  all: { word: "All messages", hint: "Every new message", Icon: Bell },
  answers: { word: "Only the answer", hint: "The first from staff, or one they endorse", Icon: BellDot },
  none: { word: "Nothing", hint: "Unless your own message is accepted or endorsed", Icon: BellMinus },
  muted: { word: "Muted", hint: "Nothing at all", Icon: BellOff },
};

type Props = { thread: Pick<Thread, "follow" | "visibility">; onFollow: (level: FollowLevel) => Promise<void> };

/** Of what in a discussion its reader is notified. A muted one can still be read, and is live while it is open. */
export function FollowMenu({ thread: { follow, visibility }, onFollow }: Props) {
  const [working, setWorking] = useState(false);
  const change = async (level: FollowLevel) => {
    if (working || level === follow) return;
    setWorking(true);
    await onFollow(level).catch((error: unknown) => toast.error(actionProblem(error)));
    setWorking(false);
  };
  const { word, Icon } = levels[follow];
  // Only the class is notified of the answer by a level of its own.
  const offered = followLevels.filter((level) => level !== "answers" || visibility === "class" || follow === "answers");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={buttonClass({ size: "sm", variant: "outline" })}
        aria-disabled={working}
        aria-label={`Notifications: ${word}`}
        title={word}
      >
        <Icon className="size-4" aria-hidden="true" />
        {follow === "muted" && <span aria-hidden="true">Muted</span>}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="max-w-72">
        <DropdownMenuLabel>Notify me of</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={follow} onValueChange={(level) => void change(level as FollowLevel)}>
          {offered.map((level) => {
            const { word: name, hint, Icon: Sign } = levels[level];
            return (
              <DropdownMenuRadioItem key={level} value={level}>
                <Sign aria-hidden="true" />
                <span className="grid">
                  {name}
                  <span className="font-normal text-muted-foreground text-meta">{hint}</span>
                </span>
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
