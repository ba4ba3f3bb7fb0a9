import type { ReactNode } from "react";
import AppLayout from "#app/(app)/layout.tsx";
import { currentCaller } from "#app/session.ts";

/** An address that leads nowhere has the frame of all pages around it for signed-in people, who can go on from there. */
export default async function NowhereLayout({ children }: { children: ReactNode }) {
  const caller = await currentCaller();
  return caller && !caller.mustSetUpTwoFactor ? <AppLayout>{children}</AppLayout> : <main className="px-5">{children}</main>;
}
