"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Name } from "#components/ui/name.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import type { InviteStaffBody, StaffMember } from "#lib/contract/class.ts";
import { staffParts } from "#lib/contract/names.ts";
import { useForm } from "../forms/use-form";
import { Problem } from "../ui/problem";
import { SelectField } from "../ui/select-field";
import { staffPartNames } from "./staff-part-names";

const parts = staffParts.map((value) => ({ value, label: staffPartNames[value] }));
/** The one that people add most often. */
const usual = "assistant";

/** Adds someone to the staff by their address. */
export function AddStaff({ courseId }: { courseId: string }) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels: { email: "The email", part: "The role" },
    blame: { 404: "email", 409: "email" },
    submit: async ({ email = "", part }) => {
      const body: InviteStaffBody = { email: email.trim(), part: staffParts.find((one) => one === part) ?? usual };
      const { name } = await api<StaffMember>("POST", `/api/courses/${courseId}/staff`, body);
      toast(
        <>
          <Name>{name}</Name> is on the staff
        </>,
      );
      form.ref.current?.reset();
      router.refresh();
    },
  });
  return (
    <section aria-labelledby="add" className="grid gap-3 rounded-xl border bg-card p-4 sm:p-5">
      <h2 id="add" className="font-semibold">
        Add someone
      </h2>
      <form {...form} className="grid gap-4">
        <Problem>{problem}</Problem>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_11rem]">
          <Field
            label="Email"
            name="email"
            type="email"
            error={errors.email}
            hint="They need an account here, and must not be enrolled as a student."
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
          <SelectField label="Role" name="part" options={parts} defaultValue={usual} error={errors.part} />
        </div>
        <Button type="submit" aria-disabled={busy} className="justify-self-start">
          {busy ? "Adding…" : "Add"}
        </Button>
      </form>
    </section>
  );
}
