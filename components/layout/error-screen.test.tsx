import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ErrorScreen } from "./error-screen";

describe("ErrorScreen", () => {
  it("says that we are busy when the database did not answer, and otherwise gives the number to report", () => {
    const retry = () => undefined;
    const { unmount } = render(<ErrorScreen error={Object.assign(new Error("x"), { digest: "busy" })} retry={retry} />);
    expect(screen.getByRole("heading")).toHaveProperty("textContent", "Handraise is very busy right now");
    unmount();
    render(<ErrorScreen error={Object.assign(new Error("x"), { digest: "1234" })} retry={retry} />);
    expect(screen.getByText(/let us know and mention 1234/)).toBeTruthy();
  });
});
