import { beforeEach, expect, it, vi } from "vitest";
import { keep, keptIn, release } from "./outbox";

type Item = { key: string; text: string };
const isItem = (value: object) => "text" in value && typeof value.text === "string";
const all = () => keptIn<Item>("box", isItem);

beforeEach(() => localStorage.clear());

it("keeps items until they are released, each once", () => {
  keep("box", { key: "1", text: "one" });
  keep("box", { key: "2", text: "two" });
  keep("box", { key: "1", text: "one again" });
  expect(all()).toEqual([
    { key: "2", text: "two" },
    { key: "1", text: "one again" },
  ]);
  release("box", "2");
  expect(all()).toEqual([{ key: "1", text: "one again" }]);
  release("box", "1");
  expect(localStorage).toHaveLength(0);
});

it("passes over what is not of its shape", () => {
  localStorage.setItem("handraise:outbox:box", '[{"key":"1"},7,null,{"key":"2","text":"two"}]');
  expect(all()).toEqual([{ key: "2", text: "two" }]);
  localStorage.setItem("handraise:outbox:box", "nonsense");
  expect(all()).toEqual([]);
});

it("puts up with a browser that stores nothing", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(() => keep("box", { key: "1" })).not.toThrow();
  vi.mocked(Storage.prototype.setItem).mockRestore();
});
