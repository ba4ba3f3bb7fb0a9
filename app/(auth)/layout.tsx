import type { ReactNode } from "react";
import { Mark } from "#components/layout/mark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center px-5 py-12">
      <div className="mb-8 flex items-center gap-3">
        <Mark className="size-11" />
        <div>
          <p className="font-bold text-xl leading-tight tracking-tight">Handraise</p>
          <p className="text-muted-foreground text-sm">Ask at the second where you got stuck.</p>
        </div>
      </div>
      {children}
    </main>
  );
}
