import { describe, expect, it, vi } from "vitest";
import { clockText, dayText, fullText } from "./dates";

const written = (language: string, at: Date) => {
  vi.spyOn(navigator, "language", "get").mockReturnValue(language);
  return [clockText(at), dayText(at, new Date(2026, 0, 1)), dayText(at, new Date(2025, 11, 31)), fullText(at)];
};

/** What the browser itself would write, in the same order. */
function byIntl(language: string, at: Date) {
  const clock: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  const all: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const plain = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, options).format(at).replaceAll("\u202f", " ").replace("am", "AM").replace("pm", "PM");
  return [plain(clock), plain(day), plain({ ...day, year: "numeric" }), `${plain(all)}, ${plain(clock)}`];
}

describe("dates in English", () => {
  it.each([
    ["of the US", "en-US"],
    ["of a browser that names no country", "en"],
  ])("are written as the browser writes them, at every hour and in every month: %s", (_, language) => {
    for (let hour = 0; hour < 24; hour++) {
      const at = new Date(2026, hour % 12, 3 + hour, hour, 7);
      expect(written(language, at)).toEqual(byIntl(language, at));
    }
  });

  it("have the day first and 24 hours in Britain, and for everybody whose language the pages do not have", () => {
    const at = new Date(2026, 10, 24, 15, 42);
    const expected = ["15:42", "24 Nov", "24 Nov 2026", "Tuesday, 24 November 2026, 15:42"];

    for (const language of ["en-GB", "de-DE", "ar-EG", "ja", ""]) expect(written(language, at)).toEqual(expected);
    expect(clockText(new Date(2026, 10, 24, 0, 3))).toBe("00:03");
    expect(written("en-IN", at).slice(0, 2)).toEqual(["3:42 PM", "24 Nov"]);
  });
});
