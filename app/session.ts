import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { callerFromCookies } from "#lib/server/auth/authenticate.ts";
import type { Caller } from "#lib/server/caller.ts";
import { teaches } from "#lib/server/courses/teaches.ts";
import { isUnavailable } from "#lib/server/db/unavailable.ts";
import { isAppError } from "#lib/server/errors.ts";
import { markBusyPage } from "#lib/server/front/busy-page.ts";
import { sessionCookieName } from "#lib/server/http/credentials.ts";
import { frontHeaders } from "#lib/server/http/request-context.ts";

/** The caller, looked up once per request; null when nobody is signed in. */
export const currentCaller = cache(async (): Promise<Caller | null> => {
  try {
    return await callerFromCookies((await cookies()).toString());
  } catch (error) {
    if (isUnavailable(error)) markBusyPage((await headers()).get(frontHeaders.requestId));
    throw error;
  }
});

/** The path of the request, as the front noted it, without Next's own query parameters. */
async function here(): Promise<string> {
  const wanted = (await headers()).get(frontHeaders.path) ?? "/";
  const { pathname, searchParams } = new URL(wanted, "http://handraise.invalid");
  searchParams.delete("_rsc");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

/**
 * The caller; anyone else is led to the sign-in and back. Every page calls this itself, because a layout is kept over navigations and is no
 * boundary.
 */
export async function requireCaller(): Promise<Caller> {
  const caller = (await currentCaller()) ?? (await leadToSignIn());
  if (caller.mustSetUpTwoFactor) redirect("/settings/two-factor");
  return caller;
}

/** Whether the caller has a queue; looked up once per request. */
export const isTeaching = cache(async (): Promise<boolean> => teaches(await requireCaller()));

async function leadToSignIn(): Promise<never> {
  const path = await here();
  redirect(path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`);
}

/** A read of the caller's own data. Leads to the sign-in when their account was deleted since `requireCaller`. */
export async function orSignIn<Read>(reading: Promise<Read>): Promise<Read> {
  try {
    return await reading;
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return leadToSignIn();
    throw error;
  }
}

/** Whether this browser's session ended without it: by an admin, from another device, or because it expired. */
export async function hasEndedSession(): Promise<boolean> {
  return (await currentCaller()) === null && (await cookies()).has(sessionCookieName());
}

/** The title of a page for admins. Anyone else gets a 404 with a title of its own. */
export const titleForAdmins = (title: string) => async (): Promise<Metadata> => {
  await requireAdmin();
  return { title };
};

/** The caller, who must be an admin. Anyone else gets a 404. */
export async function requireAdmin(): Promise<Caller> {
  const caller = await requireCaller();
  if (caller.user.role !== "admin") notFound();
  return caller;
}
