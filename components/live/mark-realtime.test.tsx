import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { testLive } from "#components/testing.tsx";
import { testDelta } from "#lib/client/testing.ts";

afterEach(cleanup);

describe("the mark of a live page", () => {
  it("says online once the page is connected and up to date, offline without a connection, and nothing after its end", async () => {
    const mark = () => document.documentElement.dataset.realtime;
    const live = testLive();
    live.answers.delete("notifications:sync");
    const { unmount } = render(<p>A page</p>, { wrapper: live.Live });
    expect(mark()).toBe("connecting");

    await live.connect();
    expect(mark()).toBe("connecting");

    live.answers.set("notifications:sync", () => testDelta([], 0, 0));
    await live.receive("disconnect");
    expect(mark()).toBe("offline");

    await live.connect();
    expect(mark()).toBe("online");

    unmount();
    expect(mark()).toBeUndefined();
  });
});
