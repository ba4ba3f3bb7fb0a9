const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = "January February March April May June July August September October November December".split(" ");
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The countries in whose English a day has 24 hours; in all of them but two the day comes before the month. From CLDR, as in browsers. */
const hours24 =
  "150 AI AT BE BI BW BZ CC CH CK CM CX CZ DE DG DK EE ES FI FK FR GB GE GG GI GS HU ID IE IL IM IO IT JE JP KE LT LV MG MS MT MU MV NF NG " +
  "NL NO NR NU PL PN PT RO RW SC SE SH SI SK SX TK TV TZ UA UG ZA ZW";
const hours24MonthFirst = "BI JP";
/** Those where it has twice twelve, and the day comes first. Elsewhere English is written as in the US. */
const hours12DayFirst =
  "001 AE AG AU BB BM BS CY DM ER FJ FM GD GH GM GY HK IN JM KI KN KY LC LR LS MO MW MY NA NZ PG PK PW SB SD SG SL SS SZ TC TO TT VC VG VU WS ZM";

/**
 * How the reader's browser writes English. To those whose language the pages do not have they are British: a day first, and 24 hours.
 *
 * `Intl` would do all this. Its first use takes Chromium 20 to 40 ms, and a slow phone four times that, for the list of all languages,
 * while the pages have one.
 */
function english(): { hasHours24: boolean; isMonthFirst: boolean } {
  const [, region = "US"] = /^en(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-|$)/i.exec(navigator.language) ?? [null, "GB"];
  const isIn = (regions: string) => regions.split(" ").includes(region.toUpperCase());
  const hasHours24 = isIn(hours24);
  return { hasHours24, isMonthFirst: hasHours24 ? isIn(hours24MonthFirst) : !isIn(hours12DayFirst) };
}

const dayWith = (day: number, month: string) => (english().isMonthFirst ? `${month} ${day}` : `${day} ${month}`);
const withYear = (day: string, at: Date) => `${day}${english().isMonthFirst ? "," : ""} ${at.getFullYear()}`;

/** The time of day where the reader is: `15:42`, or `3:42 PM` where a day has twice twelve hours. */
export function clockText(at: Date): string {
  const hours = at.getHours();
  const minutes = String(at.getMinutes()).padStart(2, "0");
  if (english().hasHours24) return `${String(hours).padStart(2, "0")}:${minutes}`;
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

/** The day where the reader is: `24 Nov` or `Nov 24`, with the year when it is not that of `now`. */
export function dayText(at: Date, now: Date): string {
  const day = dayWith(at.getDate(), months[at.getMonth()] ?? "");
  if (at.getFullYear() === now.getFullYear()) return day;
  return withYear(day, at);
}

/** All of it: `Tuesday, 24 November 2026, 15:42`. */
export function fullText(at: Date): string {
  const day = dayWith(at.getDate(), longMonths[at.getMonth()] ?? "");
  return `${weekdays[at.getDay()]}, ${withYear(day, at)}, ${clockText(at)}`;
}
