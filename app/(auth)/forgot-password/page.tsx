import type { Metadata } from "next";
import { ForgotForm } from "#components/auth/forgot-form.tsx";
import { Link } from "#components/ui/link.tsx";

export const metadata: Metadata = { title: "Forgot password" };

/** Also for people who are signed in, because they may have forgotten it all the same. */
export default function ForgotPasswordPage() {
  return (
    <>
      <h1 className="mb-5 page-title">Forgot your password?</h1>
      <ForgotForm />
      <p className="mt-8 text-muted-foreground text-sm">
        Remembered it?{" "}
        <Link href="/login" className="font-semibold text-accent-text underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </>
  );
}
