// `Intl` would do all this. Its first use takes Chromium 20 to 40 ms, and a slow phone four times that, for the list of all languages,
// while the pages have one. What is written here is CLDR's, as in browsers.

/** Countries of half a million people, by their codes, in whose English a day has 24 hours. The day comes before the month. */
const hours24 = /^(AT|B[EIW]|C[HMZ]|D[EK]|E[ES]|F[IR]|G[BE]|HU|I[DELT]|JP|KE|L[TV]|M[GTUV]|N[GLO]|P[LT]|R[OW]|S[EIK]|TZ|U[AG]|Z[AW])$/;
/** Those where it has twice twelve hours, and the day comes first, too. Elsewhere English is written as in the US. */
const dayFirst12 = /^(A[EU]|CY|ER|FJ|G[HMY]|HK|IN|JM|L[RS]|M[OWY]|N[AZ]|P[GK]|S[BDGLSZ]|TT|ZM)$/;

/** The country of the reader's English. It is British for those whose language the pages do not have. */
function country(): string {
  // A page is not to fail for a browser that names none.
  const [language, ...parts] = `${navigator.language}`.split("-");
  return language === "en" ? (parts.at(-1) ?? "US") : "GB";
}
const isMonthFirst = () => !hours24.test(country()) && !dayFirst12.test(country());

/** `Tue` and `Nov`: the names that the standard of JavaScript gives days and months, in every browser. */
const namesOf = (at: Date) => at.toDateString().split(" ");

/** The time of day where the reader is: `15:42`, or `3:42 PM` where a day has twice twelve hours. */
export function clockText(at: Date): string {
  const hours = at.getHours();
  const minutes = String(at.getMinutes()).padStart(2, "0");
  if (hours24.test(country())) return `${String(hours).padStart(2, "0")}:${minutes}`;
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
