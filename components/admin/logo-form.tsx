"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { limits } from "#lib/contract/limits.ts";
import type { School } from "#lib/contract/school.ts";
import { FileField, useFileChoice } from "../forms/file-choice";
import { fieldErrors } from "../forms/use-form";
import { SchoolMark } from "../layout/school-mark";

/** The school's logo: shown, replaced, taken away. */
export function LogoForm({ school }: { school: School }) {
  const router = useRouter();
  const { problem, busy, change, choose } = useFileChoice({
    most: limits.logoBytes,
    tooLarge: `A logo can be up to ${limits.logoBytes / 1024} kB. Make the picture smaller.`,
    send: async (image_base64) => {
      await api("PUT", "/api/school/logo", { image_base64 });
      return "Logo saved";
    },
    onDone: () => router.refresh(),
    problemOf: (error) => fieldErrors(error, { image_base64: "The logo" }).image_base64 ?? actionProblem(error),
  });
  const remove = async () => {
    await api("DELETE", "/api/school/logo");
    return "Logo removed";
  };
  return (
    <div className="grid gap-4">
      <Problem>{problem}</Problem>
      <div className="flex flex-wrap items-center gap-4">
        <SchoolMark school={school} className="h-14" />
        <p role="status" className="text-muted-foreground text-sm">
          {busy ? "Working…" : school.logo ? "" : "No logo yet, so pages show Handraise’s raised hand."}
        </p>
        {school.logo && (
          <Button type="button" variant="outline" size="sm" aria-disabled={busy} onClick={() => void change(remove)}>
            Remove the logo
          </Button>
        )}
      </div>
      <FileField
        label={school.logo ? "Another picture" : "Picture"}
        accept="image/png,image/jpeg,image/webp"
        hint={`PNG, JPEG or WebP, up to ${limits.logoBytes / 1024} kB. It’s shown on white, even in the dark theme.`}
        onChange={choose}
      />
    </div>
  );
}
