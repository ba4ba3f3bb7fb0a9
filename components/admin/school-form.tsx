"use client";
import { useRouter } from "next/navigation";
import { Field } from "#components/ui/field.tsx";
import { FormAlert } from "#components/ui/form-alert.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { limits } from "#lib/contract/limits.ts";
import type { School, SchoolBody } from "#lib/contract/school.ts";
import { useForm, type Values } from "../forms/use-form";
import { Button } from "../ui/button";

const fields = ["name", "contact", "imprint", "privacy"] as const;
const labels = {
  name: "The name",
  contact: "The help address",
  imprint: "The address of the imprint",
  privacy: "The address of the privacy notice",
};

/** Only what was changed, because another admin may be changing something else. An empty field takes its link away. */
export function changesOf(initial: School, values: Values): SchoolBody {
  const changed = fields.filter((field) => (values[field] ?? "").trim() !== (initial[field] ?? ""));
  return Object.fromEntries(changed.map((field) => [field, values[field]?.trim() || null]));
}

/** The school's name and links. A field begins anew with what another admin saved in it meanwhile; the others keep what is typed. */
export function SchoolForm({ initial }: { initial: School }) {
  const router = useRouter();
  const { form, errors, problem, busy } = useForm({
    labels,
    submit: async (values) => {
      const changes = changesOf(initial, values);
      if (Object.keys(changes).length === 0) return void toast("No changes to save");
      await api("PATCH", "/api/school", changes);
      toast("Saved");
      router.refresh();
    },
  });
  const link = { type: "url", inputMode: "url", maxLength: limits.urlMax, dir: "ltr", placeholder: "https://" } as const;
  return (
    <form {...form} className="grid gap-4">
      <FormAlert text={problem} />
      <Field
        key={`name ${initial.name}`}
        label="Name"
        name="name"
        hint="Appears at the top of each page, in page titles and in emails."
        defaultValue={initial.name ?? ""}
        error={errors.name}
        maxLength={2 * limits.schoolNameMax}
        placeholder="Handraise"
        autoComplete="organization"
      />
      <Field
        key={`contact ${initial.contact}`}
        label="Help and contact"
        name="contact"
        hint="An email address or a page. Linked at the end of each page and in emails."
        defaultValue={initial.contact ?? ""}
        error={errors.contact}
        maxLength={limits.urlMax}
        dir="ltr"
        autoComplete="off"
      />
      <Field
        key={`imprint ${initial.imprint}`}
        label="Imprint"
        name="imprint"
        defaultValue={initial.imprint ?? ""}
        error={errors.imprint}
        {...link}
      />
      <Field
        key={`privacy ${initial.privacy}`}
        label="Privacy notice"
        name="privacy"
        defaultValue={initial.privacy ?? ""}
        error={errors.privacy}
        {...link}
      />
      <Button type="submit" aria-disabled={busy} className="justify-self-start">
        {busy ? "Saving…" : "Save"}
      </Button>
    </form>
  );
}
