import type { ReactNode } from "react";
import { OtherAddress } from "#components/auth/other-address.tsx";
import { Logo } from "#components/layout/logo.tsx";
import { config } from "#lib/server/config.ts";

export default function AuthLayout({ children }: { children: ReactNode }) {
  const { publicUrl, ownOrigins } = config();
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-start px-5 pt-8 pb-12 sm:pt-[min(14dvh,9rem)]">
      <div className="mb-8 flex items-center gap-3">
        <Logo className="size-11" />
        <div>
          <p className="font-bold text-xl leading-tight tracking-tight">Handraise</p>
          <p className="text-muted-foreground text-sm">Ask the moment you get stuck.</p>
        </div>
      </div>
      <OtherAddress publicUrl={publicUrl} origins={ownOrigins} />
      {children}
    </main>
  );
}
