import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { SetPassword } from "./set-password";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.history.replaceState(null, "", "/");
});

const gone = () => Response.json({ success: false, error: "This link no longer works: request a new one" }, { status: 404 });

describe("SetPassword", () => {
  it("takes the token from behind the #, and says when a link is spent, before and after the password is typed", async () => {
    window.history.replaceState(null, "", "#the-token");
    const { fetch, calls } = fakeFetch((_method, path) =>
      path.endsWith("/link") ? { kind: "invitation", email: "ada@example.edu", first_name: "Ada" } : gone(),
    );
    vi.stubGlobal("fetch", fetch);
    render(<SetPassword />);

    expect(await screen.findByRole("heading", { name: "Welcome, Ada" })).toBeTruthy();

    fireEvent.change(screen.getByLabelText("Password"), { target: { value: "long enough now" } });
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Set password and sign in" })));
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      ["/api/auth/password/link", { token: "the-token" }],
      ["/api/auth/password/reset", { token: "the-token", password: "long enough now" }],
    ]);
    expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeTruthy();
  });

  it("does not call a link spent because the network is away", async () => {
    window.history.replaceState(null, "", "#the-token");
    vi.stubGlobal("fetch", () => Promise.reject(new Error("offline")));
    render(<SetPassword />);
    expect(await screen.findByText(/no connection/)).toBeTruthy();
  });
});
