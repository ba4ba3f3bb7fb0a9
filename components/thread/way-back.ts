/** Where a discussion was opened from. `steps` says how far back in the history that is; 0: it is not there. */
export type WayBack = { href: string; page: string; steps: number };

/** Pages from which discussions are opened, the first that fits. */
const pages: [path: RegExp, name: string][] = [
  [/^\/$/, "Home"],
  [/^\/dashboard$/, "Dashboard"],
  [/^\/discussions$/, "Discussions"],
  [/^\/notifications$/, "Notifications"],
  [/^\/courses\/[^/]+\/questions$/, "Questions"],
  [/^\/courses\/./, "Course"],
  [/^\/videos\//, "Lecture"],
];

/** Where the reader looks for the discussion without a history, which no server knows. */
export const listOf = (asStaff: boolean): WayBack => (asStaff ? dashboard : discussions);
const dashboard = { href: "/dashboard", page: "Dashboard", steps: 0 };
const discussions = { href: "/discussions", page: "Discussions", steps: 0 };

/** The page before this one, if discussions are opened from there; else the list of the reader. */
export function wayBack(asStaff: boolean): WayBack {
  // Safari and Firefox have had it since 2025.
  const { navigation } = window as Partial<Pick<Window, "navigation">>;
  const urls = navigation?.entries().map(({ url }) => new URL(url ?? "", location.href)) ?? [];
  const here = navigation?.currentEntry?.index ?? 0;
  // The places within this page are no other page.
  const before = urls.findLastIndex((url, at) => at < here && url.pathname !== urls[here]?.pathname);
  const from = urls[before];
  const page = from && pages.find(([path]) => path.test(from.pathname))?.[1];
  return from && page ? { href: from.pathname + from.search, page, steps: here - before } : listOf(asStaff);
}

/** Goes back in the history, which has the place in the list and its filter. @returns false when the page is not there */
export function goBack({ steps }: WayBack): boolean {
  if (steps > 0) window.history.go(-steps);
  return steps > 0;
}
