import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive, useFakeRest } from "#components/testing.tsx";

const rest = useFakeRest();
afterEach(cleanup);

describe("SignedOutDialog", () => {
  it("tells when the session has ended, and where to go on", async () => {
    navigation.path = "/notifications";
    render(<p>The page behind</p>, { wrapper: testLive().Live });
    rest.route = () => Response.json({ success: false, error: "Authentication required" }, { status: 401 });
    await act(async () => document.dispatchEvent(new Event("visibilitychange")));

    await screen.findByRole("alertdialog", { name: "You were signed out" });

    const link = screen.getByRole("link", { name: "Sign in again" });
    expect(link.getAttribute("href")).toBe("/login?next=%2Fnotifications");
    // The link has the focus, so that Enter goes on.
    expect(document.activeElement).toBe(link);
  });
});
