/**
 * Where to go after signing in, with the place on the page that was asked for: a browser takes the fragment of an address along to the sign-in
 * page, and the server never sees it. A path that has one keeps its own.
 */
export function safeNextAt(next: string | undefined, fragment: string): string {
  const path = safeNext(next);
  return next === undefined || path.includes("#") ? path : `${path}${fragment}`;
}

/** Where to go after signing in: a path of this site and nothing else. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/";
  return URL.canParse(next, "http://handraise.invalid") && new URL(next, "http://handraise.invalid").host === "handraise.invalid"
    ? next
    : "/";
}
