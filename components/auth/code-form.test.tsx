import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import { CodeForm } from "./code-form";

const rest = useFakeRest();
afterEach(cleanup);

describe("CodeForm", () => {
  it("says beside the field that a code is missing, of either kind, and sends nothing", () => {
    render(<CodeForm email="student@example.edu" password="right" next="/" />);
    const send = () => fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    send();
    const code = screen.getByLabelText("Code");
    screen.getByText("Enter the code.");
    expect(code.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(code);

    fireEvent.click(screen.getByRole("button", { name: "Use a recovery code" }));
    expect(screen.queryByText(/^Enter a recovery/)).toBeNull();
    send();
    screen.getByText("Enter a recovery code.");
    expect(document.activeElement).toBe(screen.getByLabelText("Recovery code"));
    expect(rest.calls).toEqual([]);
  });
});
