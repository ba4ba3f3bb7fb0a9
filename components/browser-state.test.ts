import { describe, expect, it, vi } from "vitest";
import { snapshotBrowser } from "./browser-state";

const seen = () => ({
  address: location.href,
  page: document.documentElement.outerHTML,
  kept: [localStorage.length, sessionStorage.length],
  visibility: document.visibilityState,
  online: navigator.onLine,
  fetch: window.fetch,
  confirm: window.confirm,
  year: new Date().getFullYear(),
  added: [URL.createObjectURL, HTMLElement.prototype.scrollIntoView, HTMLDialogElement.prototype.showModal],
});

describe("snapshotBrowser", () => {
  it("gives the next file of tests the browser that the first one had", () => {
    const restore = snapshotBrowser();
    const before = seen();

    history.pushState(null, "", "/courses?q=1#links");
    document.documentElement.className = "dark";
    document.body.style.overflow = "hidden";
    document.body.append("left over");
    document.title = "Another page";
    localStorage.setItem("draft", "text");
    sessionStorage.setItem("draft", "text");
    Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" });
    Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    window.confirm = () => true;
    vi.useFakeTimers({ now: 0 });
    Object.assign(URL, { createObjectURL: () => "#links" });
    HTMLElement.prototype.scrollIntoView = () => undefined;
    HTMLDialogElement.prototype.showModal = () => undefined;
    const changed = seen();
    restore();

    expect(seen()).toEqual(before);
    for (const name of Object.keys(before) as (keyof typeof before)[]) expect(changed[name], name).not.toEqual(before[name]);
  });
});
