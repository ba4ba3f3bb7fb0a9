import type { Metadata } from "next";
import { SetPassword } from "#components/auth/set-password.tsx";

export const metadata: Metadata = { title: "Set password" };

/** The token is in the part of the address that only the browser knows, so everything else happens there. */
export default function SetPasswordPage() {
  return <SetPassword />;
}
