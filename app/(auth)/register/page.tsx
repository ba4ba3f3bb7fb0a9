import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentCaller } from "#app/session.ts";
import { RegisterForm } from "#components/auth/register-form.tsx";
import { Link } from "#components/ui/link.tsx";
import { config } from "#lib/server/config.ts";
import { sendsMail } from "#lib/server/mail/send-mail.ts";

export const metadata: Metadata = { title: "Create account" };

export default async function RegisterPage() {
  if (await currentCaller()) redirect("/");
  const closed = config().registration === "closed";
  return (
    <>
      <h1 className="mb-5 page-title">{closed ? "Registration is closed" : "Create a student account"}</h1>
      {closed ? (
        <p className="text-muted-foreground">Your school creates the accounts here. Ask your lecturer or an admin for one.</p>
      ) : (
        <>
          <RegisterForm />
          <p className="mt-4 text-muted-foreground text-sm leading-relaxed">
            {sendsMail()
              ? "You can start right away. We’ll email you a link to confirm your address."
              : "You can start right away. Use your school email so an admin can confirm it."}
          </p>
        </>
      )}
      <p className="mt-8 text-muted-foreground text-sm">
        Already have an account?{" "}
        <Link href="/login" className="font-semibold text-accent-text underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </>
  );
}
