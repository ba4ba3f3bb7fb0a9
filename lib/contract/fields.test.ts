import { describe, expect, it } from "vitest";
import { code, line, password, text } from "./fields";
import { visibleCodePoints } from "./text";

const refused = (
  schema: { safeParse: (value: unknown) => { success: boolean; error?: { issues: { message: string }[] } | undefined } },
  value: string,
) => schema.safeParse(value).error?.issues[0]?.message;

describe("text", () => {
  it.each([
    ["zero-width spaces", "\u200b".repeat(40)],
    ["Hangul fillers", "\u3164\u115f\u1160\uffa0".repeat(10)],
    ["empty Braille cells", "\u2800".repeat(20)],
    ["marks of direction and tags", `\u202e\u2066${"\u{e0041}".repeat(20)}`],
    ["soft hyphens between white space", "\u00ad \n\u00ad\t\u00ad ".repeat(10)],
    ["control characters", "\u0001\u0007\u001b".repeat(10)],
  ])("of %s is empty", (_, value) => {
    expect(refused(text(10, 5000), value)).toBe("must not be empty");
    expect(refused(text(1, 5000), value)).toBe("must not be empty");
    expect(refused(line(1, 100), value)).toBe("must not be empty");
  });

  it("counts what can be seen towards its minimum and everything towards its maximum", () => {
    expect(refused(text(10, 50), `why?${"\u200b".repeat(20)}`)).toBe("must have at least 10 characters");
    expect(refused(text(1, 50), `why?${"\u200b".repeat(60)}`)).toBe("must have at most 50 characters");
    expect(visibleCodePoints("a👋b")).toBe(3);
    expect(visibleCodePoints(" how do I? ")).toBe(9);
  });

  it("keeps what people write in any script", () => {
    for (const value of ["می‌خواهم بدانم", "👩🏽‍💻 asks ❤️", "क्‍ष", "line one\nline two", "tab\tseparated"])
      expect(text(1, 100).parse(value)).toBe(value);
  });
});

describe("a line", () => {
  it.each(["Ada\nLovelace", "Ada\u2028Lovelace", "Ada\u202eecalevoL", "\u2067Ada\u2069", "Ada\u0007", "Ada\u200f"])("refuses %j", (value) =>
    expect(refused(line(1, 100), value)).toBe("must be one line, without characters that change the direction of text"),
  );
  it.each(["Ada Lovelace", "سارة", "นภา", "O’Neil-Śmith, PhD", "می‌نا", "👩🏽‍💻"])("takes %j", (value) =>
    expect(line(1, 100).parse(value)).toBe(value),
  );
});

describe("a password", () => {
  it("is taken as it is, invisible characters and white space included", () => {
    expect(password(8, 256).parse("\u200b       ")).toBe("\u200b       ");
    expect(refused(password(8, 256), "short")).toBe("must have at least 8 characters");
  });
});

describe("code", () => {
  it("may be empty and keeps its indentation", () => {
    expect(code(100).parse("\n\n  a = 1\n")).toBe("  a = 1");
    expect(code(100).parse("\u200b")).toBe("\u200b");
  });
});
