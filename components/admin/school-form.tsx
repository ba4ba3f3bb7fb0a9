"use client";
import { useRouter } from "next/navigation";
import { Field } from "#components/ui/field.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import type { School, SchoolBody } from "#lib/contract/school.ts";
import { useForm, type Values } from "../forms/use-form";
import { Button } from "../ui/button";

const link = { type: "url", inputMode: "url", maxLength: limits.urlMax, dir: "ltr", placeholder: "https://" } as const;

/** The fields. `name` is the server's; `called` is what an objection to the field calls it. */
const fields = [
  {
    name: "name",
    label: "Name",
    called: "The name",
    hint: "Appears at the top of each page, in page titles and in emails.",
    maxLength: 2 * limits.schoolNameMax,
    placeholder: "Handraise",
    autoComplete: "organization",
  },
  {
    name: "contact",
    label: "Help and contact",
    called: "The help address",
    hint: "An email address or a page. Linked at the end of each page and in emails.",
    maxLength: limits.urlMax,
    dir: "ltr",
    autoComplete: "off",
  },
  { name: "imprint", label: "Imprint", called: "The address of the imprint", ...link },
  { name: "privacy", label: "Privacy notice", called: "The address of the privacy notice", ...link },
] as const;
const labels = Object.fromEntries(fields.map(({ name, called }) => [name, called]));

/** Only what was changed, because another admin may be changing something else. An empty field takes its link away. */
export function changesOf(initial: School, values: Values): SchoolBody {
  const changed = fields.filter(({ name }) => (values[name] ?? "").trim() !== (initial[name] ?? ""));
  return Object.fromEntries(changed.map(({ name }) => [name, values[name]?.trim() || null]));
}

/** The school's name and links. A field begins anew with what another admin saved in it meanwhile; the others keep what is typed. */
export function SchoolForm({ initial }: { initial: School }) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels,
    isChanged: (values) => Object.keys(changesOf(initial, values)).length > 0,
    submit: async (values) => {
      const changes = changesOf(initial, values);
      if (Object.keys(changes).length === 0) return void toast("No changes to save");
      await api("PATCH", "/api/school", changes);
      toast("Saved");
      router.refresh();
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Problem>{problem}</Problem>
      {fields.map(({ called: _called, ...field }) => (
        <Field
          key={`${field.name} ${initial[field.name]}`}
          {...field}
          defaultValue={initial[field.name] ?? ""}
          error={errors[field.name]}
        />
      ))}
      <Button type="submit" aria-disabled={busy} className="justify-self-start">
        {busy ? "Saving…" : "Save"}
      </Button>
    </form>
  );
}
