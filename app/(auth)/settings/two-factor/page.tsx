import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentCaller } from "#app/session";
import { RequiredTwoFactor } from "#components/settings/required-two-factor";

export const metadata: Metadata = { title: "Turn on two-factor sign-in" };

/** Where an admin is led who needs two-factor sign-in and has it not yet: the one page that is open to them. */
export default async function TwoFactorPage() {
  const caller = await currentCaller();
  if (!caller) redirect("/login?next=/settings/two-factor");
  if (!caller.mustSetUpTwoFactor) redirect("/settings#two-factor");
  return (
    <>
      <h1 className="mb-2 font-semibold text-2xl">Turn on two-factor sign-in</h1>
      <RequiredTwoFactor email={caller.user.email} />
    </>
  );
}
