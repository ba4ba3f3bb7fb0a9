import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { testLive } from "#components/testing.tsx";
import { outOfDate } from "#lib/client/out-of-date.ts";
import { ConnectionStatus } from "./connection-status";
import { OutOfDate } from "./out-of-date";

afterEach(() => {
  cleanup();
  outOfDate.setState({ isOutOfDate: false });
});

describe("OutOfDate", () => {
  it("offers to reload a page that the server no longer understands, in place of the state of the connection", () => {
    render(
      <>
        <ConnectionStatus />
        <OutOfDate />
      </>,
      { wrapper: testLive().Live },
    );
    expect(screen.queryByRole("button")).toBeNull();

    act(() => outOfDate.setState({ isOutOfDate: true }));
    screen.getByRole("button", { name: "Reload" });
    expect(screen.getAllByRole("status")).toHaveLength(1);
  });
});
