"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { api } from "#lib/client/api";
import type { Course, CreateCourseBody } from "#lib/contract/courses";
import { useForm, type Values } from "../forms/use-form";
import { CourseFields, courseLabels, type Lecturer } from "./course-fields";
import { FormAlert } from "./form-alert";

/** Opens a course: a button and the window behind it, which leads to the new course. */
export function NewCourse({ lecturers }: { lecturers: Lecturer[] | null }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} type="button" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        New course
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="New course" text="All students and admins are told of it." opener={opener}>
        <NewCourseForm lecturers={lecturers} />
      </Dialog>
    </>
  );
}

function NewCourseForm({ lecturers }: { lecturers: Lecturer[] | null }) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels: courseLabels,
    submit: async (values) => {
      const course = await api<Course>("POST", "/api/courses", bodyOf(values));
      router.push(`/courses/${course.id}`);
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <FormAlert text={problem} />
      <CourseFields errors={errors} lecturers={lecturers} />
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
