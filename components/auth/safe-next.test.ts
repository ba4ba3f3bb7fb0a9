import { describe, expect, it } from "vitest";
import { safeNext, safeNextAt } from "./safe-next";

describe("safeNext", () => {
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
});

describe("safeNextAt", () => {
  it.each([
    ["/discussions/threads/1", "#message-2", "/discussions/threads/1#message-2"],
    ["/discussions/threads/1#own", "#message-2", "/discussions/threads/1#own"],
    ["/discussions?tab=unread", "", "/discussions?tab=unread"],
    ["//evil.example", "#x", "/#x"],
    [undefined, "#x", "/"],
  ])("leads from %j with %j to %s", (next, fragment, path) => expect(safeNextAt(next, fragment)).toBe(path));
});
