import { describe, expect, it } from "vitest";
import { titleOf } from "./add-video";

describe("titleOf", () => {
  it.each([
    ["Graphs_lecture-2.mp4", "Graphs lecture 2"],
    ["sql.joins.webm", "sql.joins"],
    ["no extension", "no extension"],
  ])("calls %s %s at first", (file, title) => expect(titleOf(file)).toBe(title));
});
