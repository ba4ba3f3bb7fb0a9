import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentCaller } from "#app/session";
import { LoginForm } from "#components/auth/login-form";
import { config } from "#lib/server/config";
import { demoPassword } from "#prisma/demo";

export const metadata: Metadata = { title: "Sign in" };

const demo = ["Student", "Lecturer", "Admin"].map((label) => ({
  label,
  email: `${label.toLowerCase()}@example.edu`,
  password: demoPassword,
}));

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  if (await currentCaller()) redirect("/");
  const { next } = await searchParams;
  const { databaseUrl, registration } = config();
  return (
    <>
      <h1 className="mb-5 font-semibold text-2xl">Sign in</h1>
      <LoginForm next={typeof next === "string" ? next : undefined} demo={databaseUrl === null ? demo : []} />
      {registration === "open" && (
        <p className="mt-8 text-muted-foreground text-sm">
          New here?{" "}
          <Link href="/register" className="font-semibold text-accent-text underline underline-offset-4">
            Create a student account
          </Link>
        </p>
      )}
    </>
  );
}
