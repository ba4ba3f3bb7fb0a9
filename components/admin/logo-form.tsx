"use client";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FormAlert } from "#components/ui/form-alert.tsx";
import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { base64Of } from "#lib/client/files.ts";
import { limits } from "#lib/contract/limits.ts";
import type { School } from "#lib/contract/school.ts";
import { fieldErrors } from "../forms/use-form";
import { SchoolMark } from "../layout/school-mark";

/** The school's logo: shown, replaced, taken away. */
export function LogoForm({ school }: { school: School }) {
  const router = useRouter();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (act: () => Promise<unknown>, said: string) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
      toast(said);
      router.refresh();
    } catch (error) {
      setProblem(fieldErrors(error, { image_base64: "The logo" }).image_base64 ?? actionProblem(error));
    }
    setBusy(false);
  };
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = "";
    if (!file) return;
    if (file.size > limits.logoBytes) return setProblem(`A logo can be up to ${limits.logoBytes / 1024} kB. Make the picture smaller.`);
    const image_base64 = await base64Of(file).catch(() => null);
    if (image_base64 === null) return setProblem("Your browser couldn’t read this file. Choose it again.");
    if (image_base64 === "") return setProblem("This file is empty.");
    await change(() => api("PUT", "/api/school/logo", { image_base64 }), "Logo saved");
  };
  return (
    <div className="grid gap-4">
      <FormAlert text={problem} />
      <div className="flex flex-wrap items-center gap-4">
        <SchoolMark school={school} className="h-14" />
        <p role="status" className="text-muted-foreground text-sm">
          {busy ? "Working…" : school.logo ? "" : "No logo yet. Pages show the raised hand of Handraise."}
        </p>
        {school.logo && (
          <Button
            type="button"
            variant="outline"
            size="sm"
            aria-disabled={busy}
            onClick={() => void change(() => api("DELETE", "/api/school/logo"), "Logo removed")}
          >
            Remove the logo
          </Button>
        )}
      </div>
      <label htmlFor={id} className="grid gap-1.5 font-semibold text-sm">
        {school.logo ? "Another picture" : "Picture"}
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-describedby={`${id}-hint`}
          onChange={(event) => void choose(event)}
          className="w-full rounded-lg border border-input bg-card px-3 py-2 font-normal"
        />
      </label>
      <p id={`${id}-hint`} className="text-muted-foreground text-sm">
        PNG, JPEG or WebP, up to {limits.logoBytes / 1024} kB. It stands on white, in the dark theme, too.
      </p>
    </div>
  );
}
