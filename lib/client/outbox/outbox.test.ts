import { beforeEach, describe, expect, it, vi } from "vitest";
import { acquire, hasOwner, listItems, markRejected, onOwnerChange, onRemovedElsewhere, putItem, removeItem } from "./outbox";

type Item = { key: string; text: string };
const isItem = (value: object) => "text" in value && typeof value.text === "string";
const all = () => listItems<Item>("box", isItem);

beforeEach(() => localStorage.clear());

describe("the outbox", () => {
  it("keeps items until they are released, each once", () => {
    putItem("box", { key: "1", text: "one" });
    putItem("box", { key: "2", text: "two" });
    putItem("box", { key: "1", text: "one again" });

    expect(all()).toEqual([
      { key: "1", text: "one again" },
      { key: "2", text: "two" },
    ]);

    removeItem("box", "2");
    expect(all()).toEqual([{ key: "1", text: "one again" }]);

    removeItem("box", "1");
    expect(localStorage).toHaveLength(0);
  });

  it("marks what was refused, unless it was given up", () => {
    putItem("box", { key: "1", text: "one" });
    markRejected("box", "1", "Thread not found");
    markRejected("box", "2", "Thread not found");
    expect(all()).toEqual([{ key: "1", text: "one", refused: "Thread not found" }]);
  });

  it("tells what another tab took out, not what it put in", () => {
    const gone: string[][] = [];
    const stop = onRemovedElsewhere("box", (keys) => gone.push(keys));
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
    const stop = onOwnerChange((box) => states.push(hasOwner(box)));
    const first = acquire("box");
    const second = acquire("box");

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
    expect(() => putItem("box", { key: "1" })).not.toThrow();
    vi.mocked(Storage.prototype.setItem).mockRestore();
  });
});
