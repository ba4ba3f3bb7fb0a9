"use client";
import { type RefObject, useId } from "react";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import { DialogActions } from "../forms/dialog-actions";
import { useForm } from "../forms/use-form";
import { Dialog } from "../ui/dialog";
import { fieldClass } from "../ui/field-class";
import { Problem } from "../ui/problem";

type Props = {
  path: string;
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onBlocked: () => void;
  opener: RefObject<HTMLElement | null>;
};

/** Blocks the student of a discussion in its course. */
export function BlockWindow({ path, name, open, onOpenChange, onBlocked, opener }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      opener={opener}
      title={
        <>
          Block <Name>{name}</Name> in this course?
        </>
      }
      text="They can still watch and read, but can’t ask or reply in this course until you unblock them. They’ll see this where they’d normally write."
    >
      <ReasonForm
        path={path}
        onDone={() => {
          onOpenChange(false);
          toast(
            <>
              <Name>{name}</Name> is blocked in this course
            </>,
          );
          onBlocked();
        }}
      />
    </Dialog>
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
