import { afterEach, beforeEach, expect, vi } from "vitest";

/** Fails a test that writes to console.error or console.warn. Because nobody reads such warnings until they become faults. */
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  const calls = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.mocked(console.error).mockRestore();
  vi.mocked(console.warn).mockRestore();
  expect(calls, "the console was written to").toEqual([]);
});
