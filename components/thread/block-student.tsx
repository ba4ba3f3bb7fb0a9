"use client";
import { Ban, Ellipsis, ListX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { limits } from "#lib/contract/limits.ts";
import { DialogActions } from "../forms/dialog-actions";
import { useForm } from "../forms/use-form";
import { Dialog } from "../ui/dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { fieldClass } from "../ui/field-class";
import { Problem } from "../ui/problem";

type Props = { thread: Pick<Thread, "course_id" | "student_id" | "student_name">; blocked: boolean };

/** Lets a lecturer block the student of a discussion in the course, or unblock them. */
export function BlockStudent({ thread, blocked }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const path = `/api/courses/${thread.course_id}/blocks/${thread.student_id}`;
  const lift = async () => {
    try {
      await api("DELETE", path);
      toast(
        <>
          <Name>{thread.student_name}</Name> can post again
        </>,
      );
      router.refresh();
    } catch (error) {
      toast.error(actionProblem(error));
    }
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          ref={opener}
          aria-label={`More about ${thread.student_name}`}
          className="grid size-8 shrink-0 place-items-center rounded-lg border bg-card hover:bg-muted"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {blocked ? (
            <DropdownMenuItem onSelect={() => void lift()}>
              <Ban aria-hidden="true" />
              Unblock <Name>{thread.student_name}</Name>
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => setAsking(true)}>
              <Ban aria-hidden="true" />
              Block <Name>{thread.student_name}</Name>…
            </DropdownMenuItem>
          )}
          <DropdownMenuItem asChild>
            <Link href={`/courses/${thread.course_id}/blocked`}>
              <ListX aria-hidden="true" />
              Blocked students
            </Link>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        opener={opener}
        title={
          <>
            Block <Name>{thread.student_name}</Name> in this course?
          </>
        }
        text="They can still watch and read, but can’t ask or reply in this course until you unblock them. They’ll see this where they’d normally write."
      >
        <ReasonForm
          path={path}
          onDone={() => {
            setAsking(false);
            toast(
              <>
                <Name>{thread.student_name}</Name> is blocked in this course
              </>,
            );
            router.refresh();
          }}
        />
      </Dialog>
    </>
  );
}

function ReasonForm({ path, onDone }: { path: string; onDone: () => void }) {
  const id = useId();
  const { form, errors, problem, busy } = useForm({
    labels: { reason: "Reason" },
    submit: async ({ reason = "" }) => {
      await api("PUT", path, reason.trim() === "" ? {} : { reason });
      onDone();
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-semibold text-sm">
          Reason (optional)
        </label>
        <textarea
          id={id}
          name="reason"
          rows={3}
          dir="auto"
          aria-invalid={errors.reason !== undefined}
          aria-describedby={`${id}-hint`}
          className={`${fieldClass} w-full resize-y`}
        />
        <p id={`${id}-hint`} className={errors.reason ? "text-destructive text-sm" : "text-muted-foreground text-sm"}>
          {errors.reason ?? `They’ll see it. Up to ${limits.reasonMax} characters.`}
        </p>
      </div>
      <DialogActions text={busy ? "Blocking…" : "Block"} destructive busy={busy} />
    </form>
  );
}
