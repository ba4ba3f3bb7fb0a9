import { beforeEach, expect, it, vi } from "vitest";
import { isOccupied, keep, keptIn, occupy, onOccupancy, onTakenOut, refuse, release } from "./outbox";

type Item = { key: string; text: string };
const isItem = (value: object) => "text" in value && typeof value.text === "string";
const all = () => keptIn<Item>("box", isItem);

beforeEach(() => localStorage.clear());

it("keeps items until they are released, each once", () => {
  keep("box", { key: "1", text: "one" });
  keep("box", { key: "2", text: "two" });
  keep("box", { key: "1", text: "one again" });
  expect(all()).toEqual([
    { key: "1", text: "one again" },
    { key: "2", text: "two" },
  ]);
  release("box", "2");
  expect(all()).toEqual([{ key: "1", text: "one again" }]);
  release("box", "1");
  expect(localStorage).toHaveLength(0);
});

it("marks what was refused, unless it was given up", () => {
  keep("box", { key: "1", text: "one" });
  refuse("box", "1", "Thread not found");
  refuse("box", "2", "Thread not found");
  expect(all()).toEqual([{ key: "1", text: "one", refused: "Thread not found" }]);
});

it("tells what another tab took out, not what it put in", () => {
  const gone: string[][] = [];
  const stop = onTakenOut("box", (keys) => gone.push(keys));
  const change = (oldValue: string, newValue: string | null) =>
    window.dispatchEvent(new StorageEvent("storage", { key: "handraise:outbox:box", oldValue, newValue }));
  change('[{"key":"1"}]', '[{"key":"1"},{"key":"2"}]');
  change('[{"key":"1"},{"key":"2"}]', '[{"key":"2"}]');
  change('[{"key":"2"}]', null);
  stop();
  change('[{"key":"3"}]', null);
  expect(gone).toEqual([["1"], ["2"]]);
});

it("tells when a part of the page takes a box, and when the last one lets go of it", () => {
  const states: boolean[] = [];
  const stop = onOccupancy((box) => states.push(isOccupied(box)));
  const first = occupy("box");
  const second = occupy("box");
  first();
  second();
  stop();
  expect(states).toEqual([true, true, true, false]);
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
