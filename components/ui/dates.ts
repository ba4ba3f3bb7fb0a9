// `Intl` would do all this. Its first use takes Chromium 20 to 40 ms, and a slow phone four times that, for the list of all languages,
// while the pages have one. Where CLDR has no English of a country, browsers write that of the US, and this that of Britain.

/** Countries of half a million people, by their codes, in whose English a day has twice twelve hours. Elsewhere it has 24. */
const hours12 = /^(A[EU]|BD|C[AY]|ER|FJ|G[HMY]|HK|IN|JM|L[RS]|M[OWY]|N[AZ]|P[GHKR]|S[BDGLSZ]|TT|US|ZM)$/;
/** Those where the month comes before the day. */
const monthFirst = /^(BD|CA|P[HR]|US)$/;

/** The country of the reader's English. It is British for those whose language the pages do not have. */
function country(): string {
  // Of a browser that names none, too: a page is not to fail for it.
  const english = /^en\b(?:.*-)?(\w*)$/.exec(navigator.language);
  return english ? english[1] || "US" : "GB";
}
const isMonthFirst = () => monthFirst.test(country());

/** `Tue` and `Nov`: the names that the standard of JavaScript gives days and months, in every browser. */
const namesOf = (at: Date) => at.toDateString().split(" ");

/** The time of day where the reader is: `15:42`, or `3:42 PM` where a day has twice twelve hours. */
export function clockText(at: Date): string {
  const hours = at.getHours();
  const minutes = String(at.getMinutes()).padStart(2, "0");
  if (!hours12.test(country())) return `${String(hours).padStart(2, "0")}:${minutes}`;
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

/** The day where the reader is: `24 Nov` or `Nov 24`, with the year when it is not that of `now`. */
export function dayText(at: Date, now?: Date): string {
  const [, month] = namesOf(at);
  const day = isMonthFirst() ? `${month} ${at.getDate()}` : `${at.getDate()} ${month}`;
  return at.getFullYear() === now?.getFullYear() ? day : `${day}${isMonthFirst() ? "," : ""} ${at.getFullYear()}`;
}

/** All of it: `Tue, 24 Nov 2026, 15:42`. */
export const fullText = (at: Date): string => `${namesOf(at)[0]}, ${dayText(at)}, ${clockText(at)}`;
