"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { ClassSettings as ClassSettingsData } from "#lib/contract/class.ts";
import type { PatchCourseBody } from "#lib/contract/courses.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { useForm, type Values } from "../forms/use-form";
import { counted } from "../ui/counted";
import { Problem } from "../ui/problem";
import { ClassSettings } from "./class-settings";
import { CourseFields, type CourseValues, courseLabels, type Lecturer } from "./course-fields";
import { CourseSection } from "./course-section";

type Props = {
  courseId: string;
  initial: CourseValues;
  archived: boolean;
  classSettings: ClassSettingsData;
  lecturers: Lecturer[] | null;
  /** What a deletion would delete as well. */
  holds: { lectures: number; students: number };
};

/** Everything that can be changed about a course. */
export function CourseSettings({ courseId, initial, archived, classSettings, lecturers, holds }: Props) {
  return (
    <div className="grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-10">
      <About courseId={courseId} initial={initial} lecturers={lecturers} />
      {/* Begins anew with what a colleague saved meanwhile. */}
      <ClassSettings key={JSON.stringify(classSettings)} courseId={courseId} initial={classSettings} />
      <Archive courseId={courseId} archived={archived} />
      <Remove courseId={courseId} title={initial.title} holds={holds} />
    </div>
  );
}

/** Sends only what was changed, because a colleague may be changing something else. */
export function changesOf(initial: CourseValues, values: Values): PatchCourseBody {
  const { title = "", description = "", enrolment_code = "", lecturer_id } = values;
  return {
    ...(title !== initial.title && { title }),
    ...(description !== initial.description && { description }),
    ...(enrolment_code.trim() !== initial.enrolment_code && { enrolment_code: enrolment_code.trim() || null }),
    ...(lecturer_id && lecturer_id !== initial.lecturer_id && { lecturer_id }),
  };
}

const hasAny = (changes: object) => Object.keys(changes).length > 0;

/** Says what happens to a course when another lecturer is chosen. */
function handover(lecturers: Props["lecturers"], from: string, to: string): string {
  const nameOf = (id: string) => lecturers?.find((one) => one.id === id)?.name;
  const [heir, former] = [nameOf(to) ?? "the new lecturer", nameOf(from) ?? "the previous lecturer"];
  return `Saving transfers the course: its questions and discussions, open ones too, move to ${heir}, and ${former} loses access.`;
}

function About({ courseId, initial, lecturers }: Pick<Props, "courseId" | "initial" | "lecturers">) {
  const router = useRouter();
  const [lecturerId, setLecturerId] = useState(initial.lecturer_id);
  const { form, errors, problem, busy } = useForm({
    labels: courseLabels,
    isChanged: (values) => hasAny(changesOf(initial, values)),
    submit: async (values) => {
      const changes = changesOf(initial, values);
      if (!hasAny(changes)) return void toast("No changes to save");
      await api("PATCH", `/api/courses/${courseId}`, changes);
      toast("Saved");
      router.refresh();
    },
  });
  return (
    <form
      {...form}
      onChange={({ currentTarget }) => setLecturerId(String(new FormData(currentTarget).get("lecturer_id") ?? initial.lecturer_id))}
      className="grid gap-4"
    >
      <Problem>{problem}</Problem>
      <CourseFields initial={initial} errors={errors} lecturers={lecturers} />
      <p role="status" className="text-muted-foreground text-sm leading-relaxed empty:absolute">
        {lecturerId !== initial.lecturer_id && handover(lecturers, initial.lecturer_id, lecturerId)}
      </p>
      <Button type="submit" variant="inForm" aria-disabled={busy} className="justify-self-start">
        {busy ? "Saving…" : "Save details"}
      </Button>
    </form>
  );
}

function Archive({ courseId, archived }: { courseId: string; archived: boolean }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const change = async () => {
    await api("PATCH", `/api/courses/${courseId}`, { archived: !archived });
    router.refresh();
  };
  return (
    <CourseSection title={archived ? "Archived" : "Archive"}>
      <p className="text-muted-foreground text-sm leading-relaxed">
        {archived
          ? "Students can watch and read, but not ask or enrol. Reopen the course to bring everything back."
          : "Students can still watch and read, but not ask or enrol. You can reopen the course at any time."}
      </p>
      <div>
        <Button ref={opener} type="button" variant="outline" onClick={() => setAsking(true)}>
          {archived ? "Reopen the course" : "Archive the course"}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={archived ? "Reopen this course?" : "Archive this course?"}
        text={
          archived
            ? "Students can ask and enrol again right away."
            : "Students can still watch and read, but not ask or enrol. You can reopen the course at any time."
        }
        action={archived ? "Reopen" : "Archive"}
        onConfirm={change}
        opener={opener}
      />
    </CourseSection>
  );
}

function Remove({ courseId, title, holds }: { courseId: string; title: string; holds: Props["holds"] }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const takes = `${counted(holds.lectures, "lecture", "lectures")} with all files, every question and answer, and the enrolment of ${counted(holds.students, "student", "students")}`;
  return (
    <CourseSection title="Delete">
      <p className="text-muted-foreground text-sm leading-relaxed">
        Deletes the course for everyone: {takes}. This can’t be undone. To keep it readable, archive it instead.
      </p>
      <Button ref={opener} type="button" variant="destructive" onClick={() => setAsking(true)}>
        Delete the course…
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={
          <>
            Delete <Name>{title}</Name>?
          </>
        }
        text={`This deletes ${takes}, along with every notification about them. This can’t be undone.`}
        action="Delete for good"
        onConfirm={async () => {
          await api("DELETE", `/api/courses/${courseId}`);
          // Removes its pages from Next's cache, where Back would show them as they were.
          router.replace("/courses");
          router.refresh();
        }}
        opener={opener}
        takesOpener
      />
    </CourseSection>
  );
}
