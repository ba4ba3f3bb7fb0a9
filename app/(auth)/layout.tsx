import type { ReactNode } from "react";
import { OtherAddress } from "#components/auth/other-address.tsx";
import { SchoolFooter } from "#components/layout/school-footer.tsx";
import { SchoolMark } from "#components/layout/school-mark.tsx";
import { Name } from "#components/ui/name.tsx";
import { config } from "#lib/server/config.ts";
import { school } from "#lib/server/school.ts";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { publicUrl, ownOrigins } = config();
  const face = await school();
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-start px-5 pt-8 pb-12 sm:pt-[min(14dvh,9rem)]">
      <div className="mb-8 flex items-center gap-3">
        <SchoolMark school={face} className="h-11" />
        <div className="min-w-0">
          <p className="break-words font-bold text-xl leading-tight tracking-tight">
            <Name>{face.name ?? "Handraise"}</Name>
          </p>
          <p className="text-muted-foreground text-sm">Ask the moment you get stuck.</p>
        </div>
      </div>
      <OtherAddress publicUrl={publicUrl} origins={ownOrigins} />
      {children}
      <SchoolFooter school={face} className="mt-12 border-t pt-5" />
    </main>
  );
}
