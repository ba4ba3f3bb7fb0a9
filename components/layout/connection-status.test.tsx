import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConnectionStatus as Status } from "#lib/client/connection";
import { ConnectionStatus } from "./connection-status";

let status: Status = "live";
vi.mock("../live/realtime-provider", () => ({ useConnection: () => status, useUpToDateAt: () => 0 }));
afterEach(cleanup);

describe("ConnectionStatus", () => {
  it("announces that the connection is gone, and that it is back, but nothing while it was never away", () => {
    const { rerender } = render(<ConnectionStatus />);
    const turn = (to: Status) => {
      status = to;
      rerender(<ConnectionStatus />);
      return screen.getByRole("status").textContent;
    };

    expect(turn("live")).toBe("");
    expect(turn("reconnecting")).toBe("Reconnecting…");
    expect(turn("catching-up")).toBe("Catching up…");
    expect(turn("offline")).toMatch(/^Offline · last updated \d{1,2}:\d\d/);
    expect(turn("live")).toBe("Connected again.");
  });
});
