"use client";
import { useRouter } from "next/navigation";
import { useLayoutEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { ApiError, api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { FormProblem, useForm } from "../forms/use-form";
import { Problem } from "../ui/problem";
import { takeFocus } from "../ui/take-focus";
import { courseHeadingId } from "./course-heading-id";

type Props = {
  courseId: string;
  title: string;
  /** One of many on the page. */
  quiet?: boolean;
  /** Where the student wanted to go. */
  leadsTo?: string | undefined;
};

/**
 * Joins a course, and then leads there or reloads the page from the server, which takes the button away. Asks for a code here if the course
 * has one.
 */
export function EnrolButton({ courseId, title, quiet = false, leadsTo }: Props) {
  const router = useRouter();
  const [sending, setSending] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refreshing, startRefresh] = useTransition();
  const button = useRef<HTMLButtonElement>(null);
  const busy = sending || refreshing;
  const path = `/api/courses/${courseId}/enrollment`;
  const refresh = () => startRefresh(() => (leadsTo ? router.push(leadsTo) : router.refresh()));
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (!own || own !== document.activeElement) return;
      // In the next frame, because the title of another page is not there yet.
      requestAnimationFrame(() => takeFocus(document.getElementById(courseHeadingId(courseId))));
    };
  }, [courseId]);
  const enrol = async () => {
    if (busy) return;
    setSending(true);
    try {
      await api("POST", path);
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
        variant={quiet ? "outline" : "primary"}
        // Not `disabled`: a disabled button loses the focus. People without a mouse would lose their place.
        aria-disabled={busy}
        onClick={() => void enrol()}
      >
        Enrol
        <span className="sr-only"> {title}</span>
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={
          <>
            Enrol in <Name>{title}</Name>
          </>
        }
        text="Ask your lecturer for the code."
        opener={button}
      >
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
  const { form, errors, problem, busy } = useForm({
    labels: { enrolment_code: "The code" },
    submit: async ({ enrolment_code = "" }) => {
      if (enrolment_code.trim() === "") throw new FormProblem("enrolment_code", "Enter the code.");
      await onCode(enrolment_code).catch((error: unknown) => {
        // The server refuses a wrong code as a whole, but the message belongs to the field.
        throw error instanceof ApiError && error.status === 403 ? new FormProblem("enrolment_code", `${error.message}.`) : error;
      });
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
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
