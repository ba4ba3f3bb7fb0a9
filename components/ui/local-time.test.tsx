import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { idle } from "./on-demand";

const at = "2026-03-01T12:41:00.000Z";

beforeEach(() => vi.resetModules());
afterEach(cleanup);

async function show(readyState: DocumentReadyState) {
  vi.spyOn(document, "readyState", "get").mockReturnValue(readyState);
  const { LocalTime } = await import("./local-time");
  return render(
    <>
      <LocalTime at={at} as="ago" />
      <LocalTime at={new Date().toISOString()} as="ago" />
    </>,
  ).container;
}
const textsOf = (container: HTMLElement) => [...container.querySelectorAll("time")].map((time) => time.textContent);
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

describe("a date in a page that still loads", () => {
  it("is the server's until there is time for the reader's own way to write it", async () => {
    const container = await show("interactive");

    expect(textsOf(container)).toEqual(["2026-03-01", "just now"]);

    await act(idle);
    expect(textsOf(container)[0]).toContain(day.format(new Date(at)));
  });

  it("is the reader's at once in a page that is there", async () => {
    const container = await show("complete");
    expect(textsOf(container)[0]).toContain(day.format(new Date(at)));
  });
});
