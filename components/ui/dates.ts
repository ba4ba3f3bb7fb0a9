const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = "January February March April May June July August September October November December".split(" ");
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Where English is written with the month first, and where with hours to twelve. A language without a country is that of the US. */
const monthFirst = /^en(-us|-ca|-ph|$)/i;
const twelveHours = /^en(-us|-ca|-au|-nz|-in|-pk|-bd|-ph|-my|-sg|-hk|$)/i;

// `Intl` would write these. Its first use takes Chromium 20 to 40 ms, and a slow phone four times that, for the list of all languages,
// while the pages have one.
const language = () => (typeof navigator === "undefined" ? "" : navigator.language);
const dayWith = (day: number, month: string) => (monthFirst.test(language()) ? `${month} ${day}` : `${day} ${month}`);

/** The time of day where the reader is: `15:42`, or `3:42 PM` where English counts to twelve. */
export function clockText(at: Date): string {
  const hours = at.getHours();
  const minutes = String(at.getMinutes()).padStart(2, "0");
  if (!twelveHours.test(language())) return `${String(hours).padStart(2, "0")}:${minutes}`;
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

/** The day where the reader is: `24 Nov` or `Nov 24`, with the year when it is not that of `now`. */
export function dayText(at: Date, now: Date): string {
  const day = dayWith(at.getDate(), months[at.getMonth()] ?? "");
  if (at.getFullYear() === now.getFullYear()) return day;
  return monthFirst.test(language()) ? `${day}, ${at.getFullYear()}` : `${day} ${at.getFullYear()}`;
}

/** All of it: `Tuesday, 24 November 2026, 15:42`. */
export function fullText(at: Date): string {
  const day = dayWith(at.getDate(), longMonths[at.getMonth()] ?? "");
  const year = monthFirst.test(language()) ? `, ${at.getFullYear()}` : ` ${at.getFullYear()}`;
  return `${weekdays[at.getDay()]}, ${day}${year}, ${clockText(at)}`;
}
