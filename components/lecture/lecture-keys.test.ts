import { describe, expect, it } from "vitest";
import { lectureActOf } from "./lecture-keys";

const press = (key: string, html = "<p id='at'></p>", over: Partial<KeyboardEvent> = {}) => {
  document.body.innerHTML = html;
  const target = document.getElementById("at");
  return lectureActOf({ key, target, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, defaultPrevented: false, ...over });
};

describe("the keys of a lecture", () => {
  it("play, seek, ask and help from anywhere", () => {
    expect(press(" ")).toEqual({ at: "player", key: "toggle" });
    expect(press("j", "<button id='at'></button>")).toEqual({ at: "player", key: "back-10" });
    expect(press("ArrowRight")).toEqual({ at: "player", key: "forward-5" });
    expect(press("q")).toEqual({ at: "ask" });
    expect(press("?", undefined, { shiftKey: true })).toEqual({ at: "help" });
    expect(press("x")).toBeNull();
    expect(press("toString")).toBeNull();
  });

  it("are letters while somebody types, and the browser's with Ctrl", () => {
    for (const html of ["<textarea id='at'></textarea>", "<input id='at'>", "<div role='dialog'><p id='at'></p></div>"])
      for (const key of ["k", " ", "q", "?", "ArrowLeft"]) expect(press(key, html)).toBeNull();
    expect(press("f", undefined, { ctrlKey: true })).toBeNull();
    expect(press("k", undefined, { defaultPrevented: true })).toBeNull();
  });

  it("are left to what has the focus and takes them for itself", () => {
    expect(press(" ", "<button id='at'></button>")).toBeNull();
    expect(press(" ", "<a href='#'><span id='at'></span></a>")).toBeNull();
    expect(press("ArrowLeft", "<media-time-range id='at'></media-time-range>")).toBeNull();
    expect(press("k", "<media-time-range id='at'></media-time-range>")).toEqual({ at: "player", key: "toggle" });
  });
});
