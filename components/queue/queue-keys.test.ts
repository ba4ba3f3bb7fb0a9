import { describe, expect, it } from "vitest";
import { queueKeyOf } from "./queue-keys";

const press = (html: string, init: KeyboardEventInit) => {
  document.body.innerHTML = html;
  let asked: ReturnType<typeof queueKeyOf> = null;
  const listen = (event: KeyboardEvent) => {
    asked = queueKeyOf(event);
  };
  document.addEventListener("keydown", listen, { once: true });
  (document.body.firstElementChild ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
  return asked;
};

describe("queueKeyOf", () => {
  it("knows its keys, and no others", () => {
    expect(press("<main></main>", { key: "j" })).toBe("j");
    expect(press("<main></main>", { key: "?", shiftKey: true })).toBe("?");
    expect(press("<main></main>", { key: "x" })).toBeNull();
  });

  it("leaves typing and the browser's shortcuts alone", () => {
    expect(press("<textarea></textarea>", { key: "j" })).toBeNull();
    expect(press("<main></main>", { key: "r", ctrlKey: true })).toBeNull();
    expect(press("<div role=dialog></div>", { key: "e" })).toBeNull();
  });
});
