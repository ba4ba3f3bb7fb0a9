import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentCaller, hasEndedSession } from "#app/session.ts";
import { LoginForm } from "#components/auth/login-form.tsx";
import { safeNext } from "#components/auth/safe-next.ts";
import { SessionEnded } from "#components/live/session-ended.ts";
import { Link } from "#components/ui/link.tsx";
import { config } from "#lib/server/config.ts";
import { demoPassword } from "#prisma/demo.ts";

export const metadata: Metadata = { title: "Sign in" };

const demo = ["Student", "Lecturer", "Admin"].map((label) => ({
  label,
  email: `${label.toLowerCase()}@example.edu`,
  password: demoPassword,
}));

export default async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next: wanted, deleted } = await searchParams;
  const next = typeof wanted === "string" ? wanted : undefined;
  // Another tab has signed in meanwhile, so this one goes on to its page.
  if (await currentCaller()) redirect(safeNext(next));
  const { databaseUrl, registration } = config();
  const notice = deleted === "1" ? "Your account was deleted." : (await hasEndedSession()) ? <SessionEnded /> : null;
  return (
    <>
      <h1 className="mb-5 page-title">Sign in</h1>
      {notice && (
        <p role="status" className="mb-5 rounded-lg bg-muted px-3 py-2 text-sm">
          {notice}
        </p>
      )}
      <LoginForm next={next} demo={databaseUrl === null ? demo : []}>
        <p className="mt-8 text-muted-foreground text-sm">
          New here?{" "}
          {registration === "open" ? (
            <Link href="/register" className="font-semibold text-accent-text underline underline-offset-4">
              Create a student account
            </Link>
          ) : (
            "Your school creates the accounts. Ask your lecturer or an admin for one."
          )}
        </p>
      </LoginForm>
    </>
  );
}
