import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentCaller } from "#app/session.ts";
import { RequiredTwoFactor } from "#components/settings/required-two-factor.tsx";

export const metadata: Metadata = { title: "Turn on two-factor sign-in" };

/** The only page for an admin who must have two-factor sign-in and has not set it up. */
export default async function TwoFactorPage() {
  const caller = await currentCaller();
  if (!caller) redirect("/login?next=/settings/two-factor");
  if (!caller.mustSetUpTwoFactor) redirect("/settings#two-factor");
  return (
    <>
      <h1 className="mb-2 page-title">Turn on two-factor sign-in</h1>
      <RequiredTwoFactor email={caller.user.email} />
    </>
  );
}
