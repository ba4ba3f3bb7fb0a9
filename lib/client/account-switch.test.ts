import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { guardAccountSwitch } from "./account-switch";
import { onSignedOut } from "./api/api";
import { fakeFetch } from "./testing";

let me: string;
let asked: unknown[];
const signedOut = vi.fn();
let stop: () => void;
const elsewhere = (id: string) => {
  localStorage.setItem("handraise:user", id);
  window.dispatchEvent(new StorageEvent("storage", { key: "handraise:user", newValue: id }));
};

beforeEach(() => {
  localStorage.clear();
  signedOut.mockClear();
  me = "a";
  const wire = fakeFetch(() => ({ user: { id: me }, tokens: { access_token: "t", expires_in: 900 } }));
  asked = wire.calls;
  vi.stubGlobal("fetch", wire.fetch);
  const deaf = onSignedOut(signedOut);
  const leave = guardAccountSwitch("a");
  stop = () => {
    leave();
    deaf();
  };
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a page of one person", () => {
  it("counts as signed out after another person signs in in another tab, and sends no request while the person is the same", async () => {
    elsewhere("a");
    await settled();
    expect(asked).toEqual([]);

    me = "b";
    elsewhere("b");
    await settled();

    expect(signedOut).toHaveBeenCalledOnce();
  });

  it("lets the server decide when two tabs differ: a slow page of the one before is not believed", async () => {
    elsewhere("b");
    await settled();
    expect(signedOut).not.toHaveBeenCalled();
    expect(localStorage.getItem("handraise:user")).toBe("a");
  });

  it("looks when it comes back from the back-forward cache, where it heard nothing", async () => {
    localStorage.setItem("handraise:user", "b");
    me = "b";
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await settled();
    expect(signedOut).toHaveBeenCalledOnce();
  });
});
