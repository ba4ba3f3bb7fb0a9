"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { api } from "#lib/client/api/api.ts";
import type { Course, CreateCourseBody } from "#lib/contract/courses.ts";
import { useForm, type Values } from "../forms/use-form";
import { Problem } from "../ui/problem";
import { CourseFields, courseLabels, type Lecturer } from "./course-fields";

type Props = {
  lecturers: Lecturer[] | null;
  /** The initial title, which the button then shows. */
  title?: string;
  /** What happens with the new course; by default its page is opened. */
  onCreated?: (course: Course) => void;
};

/** Makes a course: a button and its dialog, which leads to the new course. */
export function NewCourse({ lecturers, title, onCreated }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={opener}
        type="button"
        {...(title !== undefined && { variant: "outline", size: "sm" })}
        onClick={() => setOpen(true)}
        className={title === undefined ? undefined : "h-auto min-h-9 max-w-full whitespace-normal text-start [overflow-wrap:anywhere]"}
      >
        <Plus aria-hidden="true" />
        {title === undefined ? "New course" : `Create the course “${title}”`}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="New course" text="All students and admins will be notified." opener={opener}>
        <NewCourseForm
          lecturers={lecturers}
          title={title}
          onCreated={
            onCreated &&
            ((course) => {
              setOpen(false);
              onCreated(course);
            })
          }
        />
      </Dialog>
    </>
  );
}

function NewCourseForm({ lecturers, title = "", onCreated }: Props) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels: courseLabels,
    submit: async (values) => {
      const course = await api<Course>("POST", "/api/courses", bodyOf(values));
      if (onCreated) onCreated(course);
      else router.push(`/courses/${course.id}`);
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      <CourseFields initial={{ title, description: "", enrolment_code: "", lecturer_id: "" }} errors={errors} lecturers={lecturers} />
      <Button type="submit" aria-disabled={busy} className="mt-1 justify-self-end">
        {busy ? "Creating…" : "Create course"}
      </Button>
    </form>
  );
}

const bodyOf = ({ title = "", description = "", enrolment_code = "", lecturer_id }: Values): CreateCourseBody => ({
  title,
  description,
  enrolment_code: enrolment_code.trim() || null,
  ...(lecturer_id && { lecturer_id }),
});
