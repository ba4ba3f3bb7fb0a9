import { expect, it } from "vitest";
import { safeNext } from "./safe-next";

it.each([
  ["/discussions?tab=unread#top", "/discussions?tab=unread#top"],
  [undefined, "/"],
  ["", "/"],
  ["https://evil.example", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/\t/evil.example", "/"],
])("leads from %j to %s after signing in", (next, path) => expect(safeNext(next)).toBe(path));
