import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RegisterForm } from "./register-form";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = () => screen.getByRole("button");
const fill = () => {
  for (const [label, value] of [
    ["First name", "Nora"],
    ["Last name", "New"],
    ["Email", "nora@example.edu"],
    ["Password", "long enough now"],
  ])
    fireEvent.change(screen.getByLabelText(label ?? ""), { target: { value } });
};
const refusal = (status: number, error: string, details: object[] = []) => Response.json({ success: false, error, details }, { status });

/** Fills the form and sends it. The server answers the registration with `answer`. */
async function register(answer: () => Response) {
  const assign = vi.fn();
  vi.stubGlobal("fetch", async (path: string) => (path === "/api/auth/register" ? answer() : Response.json({ csrfToken: "x" })));
  vi.stubGlobal("location", { ...window.location, assign });
  render(<RegisterForm />);
  fill();
  await act(async () => fireEvent.click(button()));
  return { assign };
}

describe("RegisterForm", () => {
  it("names beside its field what the server has against it, and takes another try", async () => {
    await register(() => refusal(400, "no", [{ param: "password", msg: "must have at least 8 characters", location: "body" }]));

    expect(screen.getByText("Password must have at least 8 characters.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(button().textContent).toBe("Create account");
  });

  it("leads who has an account to the sign-in", async () => {
    await register(() => refusal(409, "Email already registered"));

    expect(screen.getByText(/^Email already registered\. Sign in instead/)).toBeTruthy();
  });

  it("says in how many seconds there is room again", async () => {
    await register(() => refusal(429, "Too many requests: try again in 30 s"));

    expect(screen.getByRole("alert").textContent).toBe("Too many requests: try again in 30 s");
  });

  it("signs in, and stays busy until the next page is there", async () => {
    const { assign } = await register(() => Response.json({ success: true, message: "Done", data: {} }));

    expect(assign.mock.calls).toEqual([["/"]]);
    expect(button().textContent).toBe("Creating your account…");
  });
});
