import { afterEach, beforeEach, expect, vi } from "vitest";

/** A stray console.error or console.warn fails the test: a warning nobody reads is a fault somebody meets. */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const said = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.mocked(console.error).mockRestore();
  vi.mocked(console.warn).mockRestore();
  expect(said, "the console was written to").toEqual([]);
});
