import { expect, it } from "vitest";
import { formatBytes, percentOf, transferText } from "./transfer-text";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [640_400, "640 kB"],
  [999_999, "1 MB"],
  [3_440_000, "3.4 MB"],
  [123_400_000, "123 MB"],
  [5_000_000_000, "5 GB"],
])("%d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it("says how far, how fast and how long, as far as that is known", () => {
  expect(transferText(2_000_000, 12_000_000, null)).toBe("2 MB of 12 MB");
  expect(transferText(2_000_000, 12_000_000, 1_000_000)).toBe("2 MB of 12 MB · 1 MB/s · 10 s left");
  expect(transferText(2_000_000, 12_000_000, 0)).toBe("2 MB of 12 MB · 0 B/s");
  expect(transferText(12_000_000, 12_000_000, 1_000_000)).toBe("12 MB of 12 MB · 1 MB/s");
});

it("is at 100 % only when all is there", () => {
  expect(percentOf(0, 10)).toBe(0);
  expect(percentOf(9999, 10_000)).toBe(99);
  expect(percentOf(10, 10)).toBe(100);
});
