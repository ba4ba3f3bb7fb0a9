import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { renderOnServer, testLive } from "#components/testing.tsx";
import { RefreshOnEvents } from "./refresh-on-events";
import { RefreshOnSchoolChanges } from "./refresh-on-school-changes";
import { RefreshOnUserChanges } from "./refresh-on-user-changes";

let live: ReturnType<typeof testLive>;
let isUp = true;
beforeEach(() => {
  live = testLive();
  vi.useFakeTimers();
  isUp = true;
  vi.stubGlobal("fetch", () => (isUp ? Promise.resolve(new Response()) : Promise.reject(new TypeError("Failed to fetch"))));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
/** A page that came from the server as a whole, so long ago. */
function openPage(part: ReactNode, ageMs = 1000): void {
  const page = <live.Live>{part}</live.Live>;
  const container = document.createElement("div");
  document.body.append(container);
  container.innerHTML = renderOnServer(page);
  vi.spyOn(performance, "now").mockReturnValue(ageMs);
  render(page, { container, hydrate: true });
}
const hear = async (event: Parameters<typeof live.receive>[0], body?: unknown) => {
  await live.receive(event, body);
  await vi.advanceTimersByTimeAsync(2000);
};

describe("RefreshOnEvents", () => {
  it("refreshes a course's page for events of that course only, once for a burst, and not after the page is left", async () => {
    render(<RefreshOnEvents courseId="c1" />, { wrapper: live.Live });
    await hear("courses:changed", { courseId: "c2" });
    expect(navigation.went).toEqual([]);

    await live.receive("courses:changed", { courseId: "c1", videoId: "v1" });
    await hear("courses:changed", { courseId: "c1", videoId: "v2" });
    expect(navigation.went).toEqual(["refresh"]);

    cleanup();
    expect(live.listeners()).toBe(0);
  });

  it.each([
    ["events", <RefreshOnEvents key="1" />],
    ["changes of people", <RefreshOnUserChanges key="2" />],
    ["changes of the school", <RefreshOnSchoolChanges key="3" />],
  ])("on %s asks again after a lost connection, not for the first one", async (_, part) => {
    openPage(part);

    await hear("connect");
    expect(navigation.went).toEqual([]);
    await hear("disconnect");
    await hear("connect");

    expect(navigation.went).toEqual(["refresh"]);
  });

  it.each([
    ["events", <RefreshOnEvents key="1" />],
    ["changes of people", <RefreshOnUserChanges key="2" />],
  ])("on %s asks for what may have changed when the first connection took long", async (_, part) => {
    openPage(part, 6000);

    await hear("connect");

    expect(navigation.went).toEqual(["refresh"]);
  });

  it.each([
    ["courses:changed" as const, <RefreshOnEvents key="1" />],
    ["users:changed" as const, <RefreshOnUserChanges key="2" />],
  ])("leaves the page as it is while there is no server to ask, at %s", async (event, part) => {
    render(part, { wrapper: live.Live });
    isUp = false;
    await hear(event, { courseId: "c1" });

    expect(navigation.went).toEqual([]);

    isUp = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(navigation.went).toEqual(["refresh"]);
  });
});
