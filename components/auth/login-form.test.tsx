import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import { LoginForm } from "./login-form";

const rest = useFakeRest();
afterEach(cleanup);

describe("LoginForm", () => {
  it("says beside each field that it is missing, begins with the first, and sends nothing", () => {
    render(
      <LoginForm next={undefined} demo={[]}>
        {null}
      </LoginForm>,
    );
    const [email, password] = [screen.getByLabelText("Email"), screen.getByLabelText("Password")];
    const send = () => fireEvent.click(screen.getByRole("button", { name: "Sign in" }));

    send();
    screen.getByText("Enter your email address.");
    screen.getByText("Enter your password.");
    expect(email.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(email);

    fireEvent.change(email, { target: { value: "student@example.edu" } });
    send();
    screen.getByText("Enter your password.");
    expect(screen.queryByText("Enter your email address.")).toBeNull();
    expect(document.activeElement).toBe(password);
    expect(rest.calls).toEqual([]);
  });
});
