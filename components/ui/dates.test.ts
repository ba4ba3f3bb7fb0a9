import { describe, expect, it, vi } from "vitest";
import { clockText, dayText, fullText } from "./dates";

const speak = (language: string | undefined) => vi.spyOn(navigator, "language", "get").mockReturnValue(language as string);
const written = (language: string | undefined, at: Date) => {
  speak(language);
  return [clockText(at), dayText(at, new Date(2026, 0, 1)), dayText(at, new Date(2025, 11, 31)), fullText(at)];
};

/** What the browser itself would write, in the same order. */
function byIntl(language: string, at: Date) {
  const clock: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  const all: Intl.DateTimeFormatOptions = { weekday: "short", ...day, year: "numeric" };
  const plain = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options).format(at).replaceAll("\u202f", " ");
  return [plain(clock), plain(day), plain({ ...day, year: "numeric" }), `${plain(all)}, ${plain(clock)}`];
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
/** English of every country there is, and none of those that have another name now. */
const englishes = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((region) => names.of(region) !== undefined)
  .map((region) => `en-${region}`)
  .filter((language) => Intl.getCanonicalLocales(language)[0] === language);

describe("dates in English", () => {
  it.each(["en-US", "en"])("are written as the browser writes them, at every hour and in every month: %s", (language) => {
    for (let hour = 0; hour < 24; hour++) {
      const at = new Date(2026, hour % 12, 3 + hour, hour, 7);
      expect(written(language, at)).toEqual(byIntl(language, at));
    }
  });

  it("have the browser's hours and order where CLDR knows the English of a country of half a million people", () => {
    const at = new Date(2026, 10, 24, 15, 42);
    const small =
      "AG AI BB BM BS BZ CC CK CX DG DM FK FM GD GG GI GS IM IO JE KI KN KY LC MS NF NR NU PN PW SC SH SX TC TK TO TV VC VG VU WS";
    // What it does not know reads as in the US, as do these.
    const asInTheUS = ["US", "CA", "PH", "PR", "BD"];
    const forms = englishes.map((language) => {
      const has12 = new Intl.DateTimeFormat(language, { hour: "numeric" }).resolvedOptions().hour12 === true;
      const parts = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).formatToParts(at);
      return { language, region: language.slice(3), has12, isMonthFirst: parts.find(({ type }) => type !== "literal")?.type === "month" };
    });
    const known = forms.filter(
      ({ region, isMonthFirst }) => !small.split(" ").includes(region) && (!isMonthFirst || asInTheUS.includes(region)),
    );
    expect(known.length).toBeGreaterThan(70);

    const broken = known.filter(({ language, has12, isMonthFirst }) => {
      const [clock, day] = written(language, at);
      return clock !== (has12 ? "3:42 PM" : "15:42") || day !== (isMonthFirst ? "Nov 24" : "24 Nov");
    });

    expect(broken).toEqual([]);
  });

  it("have the day first and 24 hours in Britain, and for everybody whose language the pages do not have", () => {
    const at = new Date(2026, 10, 24, 15, 42);
    const expected = ["15:42", "24 Nov", "24 Nov 2026", "Tue, 24 Nov 2026, 15:42"];

    for (const language of ["en-GB", "de-DE", "ar-EG", "ja", "", undefined]) expect(written(language, at)).toEqual(expected);
    expect(clockText(new Date(2026, 10, 24, 0, 3))).toBe("00:03");
  });
});
