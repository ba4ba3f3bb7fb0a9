import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Caller, callerFromCookies } from "#lib/server/auth/authenticate";
import { frontHeaders } from "#lib/server/request-facts";

/** Who is signed in, looked up once per request; null for nobody. */
export const currentCaller = cache(async (): Promise<Caller | null> => callerFromCookies((await cookies()).toString()));

/** Where a request wanted to go, as the front noted it; Next's own query parameters left out. */
async function here(): Promise<string> {
  const wanted = (await headers()).get(frontHeaders.path) ?? "/";
  const { pathname, searchParams } = new URL(wanted, "http://handraise.invalid");
  searchParams.delete("_rsc");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

/**
 * Who is signed in; everybody else is led to the sign-in and back. Every page asks this itself: a layout is kept over navigations and is no
 * boundary.
 */
export async function requireCaller(): Promise<Caller> {
  const caller = await currentCaller();
  if (caller) return caller;
  const path = await here();
  redirect(path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`);
}

/** The admin who is signed in; for anybody else there is no such page. */
export async function requireAdmin(): Promise<Caller> {
  const caller = await requireCaller();
  if (caller.user.role !== "admin") notFound();
  return caller;
}
