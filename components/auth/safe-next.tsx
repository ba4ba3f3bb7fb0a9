/** Where to go after signing in: a path of this site and nothing else. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/";
  return URL.canParse(next, "http://handraise.invalid") && new URL(next, "http://handraise.invalid").host === "handraise.invalid"
    ? next
    : "/";
}
