import { Field, Select, TextArea } from "#components/ui/field.tsx";
import type { Values } from "../forms/use-form";

/** A person who can run a course. */
export type Lecturer = { id: string; name: string };

export type CourseValues = { title: string; description: string; enrolment_code: string; lecturer_id: string };

/** The names of the fields in the server's messages. */
export const courseLabels: Values = {
  title: "The title",
  description: "The description",
  enrolment_code: "The code",
  lecturer_id: "The lecturer",
};

type Props = {
  initial?: CourseValues;
  errors: Values;
  /** For an admin: the possible lecturers. Null for a lecturer, whose own course it is. */
  lecturers: Lecturer[] | null;
};

/** The fields of a course. */
export function CourseFields({ initial, errors, lecturers }: Props) {
  return (
    <>
      <Field label="Title" name="title" defaultValue={initial?.title} error={errors.title} autoComplete="off" required />
      <TextArea label="Description" name="description" defaultValue={initial?.description} error={errors.description} />
      <Field
        label="Enrolment code"
        name="enrolment_code"
        defaultValue={initial?.enrolment_code}
        error={errors.enrolment_code}
        hint="Students enter it to enrol. Leave empty to let anyone enrol."
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      {lecturers && (
        <Select label="Lecturer" name="lecturer_id" defaultValue={initial?.lecturer_id ?? ""} error={errors.lecturer_id} required>
          <option value="" disabled>
            Choose a lecturer
          </option>
          {lecturers.map(({ id, name }) => (
            <option dir="auto" key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}
