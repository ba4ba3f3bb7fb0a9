"use client";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { ApiError, api } from "#lib/client/api";
import { actionProblem } from "../discussions/sending";
import { FormAlert } from "./form-alert";
import { useForm } from "./use-form";

type Props = { courseId: string; title: string; enrolled: boolean };

/** Joins a course or leaves it; what the page shows of it comes anew from the server. A course that asks for a code asks here. */
export function EnrolButton({ courseId, title, enrolled }: Props) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const button = useRef<HTMLButtonElement>(null);
  const busy = sending || refreshing;
  const path = `/api/courses/${courseId}/enrollment`;
  const refresh = () => startRefresh(() => router.refresh());
  const change = async () => {
    if (busy) return;
    setSending(true);
    try {
      await api(enrolled ? "DELETE" : "POST", path);
      refresh();
    } catch (error) {
      if (asksForCode(error)) setAsking(true);
      else toast.error(actionProblem(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Button
        ref={button}
        type="button"
        size="sm"
        variant={enrolled ? "outline" : "primary"}
        // Not `disabled`: a button that goes loses the focus, and whoever has no mouse their place.
        aria-disabled={busy}
        onClick={() => void change()}
      >
        {enrolled ? "Leave" : "Enrol"}
        <span className="sr-only"> {title}</span>
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={`Enrol in ${title}`} text="Your lecturer has the code for it." opener={button}>
        <CodeForm
          onCode={async (enrolment_code) => {
            await api("POST", path, { enrolment_code });
            setAsking(false);
            refresh();
          }}
        />
      </Dialog>
    </>
  );
}

const asksForCode = (error: unknown) => error instanceof ApiError && error.details.some(({ param }) => param === "enrolment_code");

function CodeForm({ onCode }: { onCode: (code: string) => Promise<void> }) {
  const { props, errors, problem, busy } = useForm({ enrolment_code: "The code" }, ({ enrolment_code = "" }) => onCode(enrolment_code));
  return (
    <form {...props} className="grid gap-4">
      <FormAlert text={problem} />
      <Field
        label="Enrolment code"
        name="enrolment_code"
        error={errors.enrolment_code}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <Button type="submit" aria-disabled={busy} className="justify-self-end">
        Enrol
      </Button>
    </form>
  );
}
