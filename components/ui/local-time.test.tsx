import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderOnServer } from "../testing";
import { dayText } from "./dates";
import { idle } from "./on-demand";

const at = "2026-03-01T12:41:00.000Z";
const day = dayText(new Date(at), new Date());

beforeEach(() => vi.resetModules());
afterEach(cleanup);

async function show(readyState: DocumentReadyState) {
  vi.spyOn(document, "readyState", "get").mockReturnValue(readyState);
  const { LocalTime } = await import("./local-time");
  return (
    <main>
      <LocalTime at={at} as="ago" />
      <LocalTime at={new Date().toISOString()} as="ago" />
    </main>
  );
}
const textsOf = (container: HTMLElement) => [...container.querySelectorAll("time")].map((time) => time.textContent);

describe("a time in a page that still loads", () => {
  it("is the server's until there is a pause, and the reader's from then on", async () => {
    const page = await show("interactive");
    const container = document.createElement("div");
    document.body.append(container);
    container.innerHTML = renderOnServer(page);
    const painted = textsOf(container);
    await act(async () => render(page, { container, hydrate: true }));

    expect(textsOf(container)).toEqual(painted);
    expect(painted[0]).toBe("2026-03-01");

    await act(idle);
    expect(textsOf(container)[0]).toContain(day);
    expect(textsOf(container)[1]).toBe("just now");
  });

  it("is the reader's at once in a page that is there", async () => {
    const { container } = render(await show("complete"));
    expect(textsOf(container)[0]).toContain(day);
  });
});
