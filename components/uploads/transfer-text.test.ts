import { describe, expect, it } from "vitest";
import { formatBytes, percentOf, transferText } from "./transfer-text";

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KB"],
    [655_400, "640 KB"],
    [1_048_575, "1 MB"],
    [3_565_158, "3.4 MB"],
    [129_000_000, "123 MB"],
    [5 * 1024 ** 3, "5 GB"],
  ])("writes %d bytes as %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

const mb = 1024 ** 2;
describe("transferText", () => {
  it("says how far, how fast and how long, as far as that is known", () => {
    expect(transferText(2 * mb, 12 * mb, null)).toBe("2 MB of 12 MB");
    expect(transferText(2 * mb, 12 * mb, mb)).toBe("2 MB of 12 MB · 1 MB/s · 10 s left");
    expect(transferText(2 * mb, 12 * mb, 0)).toBe("2 MB of 12 MB · 0 B/s");
    expect(transferText(12 * mb, 12 * mb, mb)).toBe("12 MB of 12 MB · 1 MB/s");
  });
});

describe("percentOf", () => {
  it("is at 100 % only when all is there", () => {
    expect(percentOf(0, 10)).toBe(0);
    expect(percentOf(9999, 10_000)).toBe(99);
    expect(percentOf(10, 10)).toBe(100);
  });
});
