"use client";
import { ArrowRightLeft, KeyRound, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { StaffMember, StaffPart } from "#lib/contract/class.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { MoreTrigger } from "../ui/more-trigger";

type Props = {
  courseId: string;
  member: StaffMember;
  isMe: boolean;
  /** The reader may give the course away. */
  canGiveAway: boolean;
};
type Act = "part" | "give" | "remove";

/** What can be done about someone on the staff, behind one button. Each act is confirmed, because it takes or gives rights. */
export function StaffMenu({ courseId, member, isMe, canGiveAway }: Props) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const { user_id, name, part } = member;
  const other: StaffPart = part === "lecturer" ? "assistant" : "lecturer";
  const path = `/api/courses/${courseId}/staff/${user_id}`;
  const toastAbout = (words: string) =>
    toast(
      <>
        <Name>{name}</Name> {words}
      </>,
    );
  const dialog = (mine: Act) => ({ open: act === mine, onOpenChange: () => setAct(null), opener });
  return (
    <>
      <DropdownMenu>
        <MoreTrigger opener={opener} of={name} />
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setAct("part")}>
            <ArrowRightLeft aria-hidden="true" />
            {makes[other]}
          </DropdownMenuItem>
          {canGiveAway && part === "lecturer" && (
            <DropdownMenuItem onSelect={() => setAct("give")}>
              <KeyRound aria-hidden="true" />
              Make owner
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setAct("remove")}>
            <UserMinus aria-hidden="true" />
            {isMe ? "Leave the staff" : "Remove"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <PartDialog
        {...dialog("part")}
        {...{ name, isMe, to: other }}
        onConfirm={async () => {
          await api("PUT", path, { part: other });
          toastAbout(other === "lecturer" ? "is a lecturer of this course" : "is an assistant of this course");
          router.refresh();
        }}
      />
      <GiveDialog
        {...dialog("give")}
        name={name}
        onConfirm={async () => {
          await api("PATCH", `/api/courses/${courseId}`, { lecturer_id: user_id });
          toastAbout("owns this course");
          router.refresh();
        }}
      />
      <RemoveDialog
        {...dialog("remove")}
        {...{ name, isMe }}
        onConfirm={async () => {
          await api("DELETE", path);
          if (isMe) router.replace(`/courses/${courseId}`);
          else toastAbout("is no longer on the staff");
          router.refresh();
        }}
      />
    </>
  );
}

const makes: Record<StaffPart, string> = { lecturer: "Make lecturer", assistant: "Make assistant" };

type DialogProps = Pick<Parameters<typeof ConfirmDialog>[0], "open" | "onOpenChange" | "onConfirm" | "opener"> & { name: string };

const PartDialog = ({ name, isMe, to, ...dialog }: DialogProps & { isMe: boolean; to: StaffPart }) => (
  <ConfirmDialog
    {...dialog}
    title={
      <>
        Make <Name>{name}</Name> {to === "lecturer" ? "a lecturer" : "an assistant"}?
      </>
    }
    text={
      to === "lecturer"
        ? "Lecturers can also change lectures, staff, roster and settings, and delete the course."
        : isMe
          ? "You still see and answer every question, but can no longer change lectures, staff, roster or settings."
          : "They still see and answer every question, but can no longer change lectures, staff, roster or settings."
    }
    action={makes[to]}
  />
);

const GiveDialog = ({ name, ...dialog }: DialogProps) => (
  <ConfirmDialog
    {...dialog}
    title={
      <>
        Give this course to <Name>{name}</Name>?
      </>
    }
    text="It’s theirs from then on: they can remove you, and only they or an admin can give it back. You’ll still be a lecturer in it."
    action="Give the course"
  />
);

const RemoveDialog = ({ name, isMe, ...dialog }: DialogProps & { isMe: boolean }) => (
  <ConfirmDialog
    {...dialog}
    title={
      isMe ? (
        "Leave the staff?"
      ) : (
        <>
          Remove <Name>{name}</Name> from the staff?
        </>
      )
    }
    text={
      isMe
        ? "You lose the course’s questions and settings right away. What you wrote stays."
        : "They lose the course’s questions and settings right away. What they wrote stays."
    }
    action={isMe ? "Leave" : "Remove"}
    takesOpener
  />
);
