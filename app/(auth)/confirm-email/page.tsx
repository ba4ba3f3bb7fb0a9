import type { Metadata } from "next";
import { currentCaller } from "#app/session.ts";
import { ConfirmEmail } from "#components/auth/confirm-email.tsx";

export const metadata: Metadata = { title: "Confirm email address" };

/** The token is in the part of the address that only the browser knows, so everything else happens there. */
export default async function ConfirmEmailPage() {
  const caller = await currentCaller();
  return <ConfirmEmail signedInAs={caller?.user.email ?? null} />;
}
