/**
 * Where to go after signing in, with the fragment of the requested page. Because the browser carries the fragment to the sign-in page, and
 * the server never sees it. A path with a fragment keeps its own.
 */
export function safeNextAt(next: string | undefined, fragment: string): string {
  const path = safeNext(next);
  return next === undefined || path.includes("#") ? path : `${path}${fragment}`;
}

/** Where to go after signing in: only ever a path of this site. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/";
  return URL.canParse(next, "http://handraise.invalid") && new URL(next, "http://handraise.invalid").host === "handraise.invalid"
    ? next
    : "/";
}
