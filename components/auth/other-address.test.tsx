import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { OtherAddress } from "./other-address";

afterEach(cleanup);

describe("OtherAddress", () => {
  it("names the address that the server is set up for, on a page of any other one", () => {
    const { rerender } = render(<OtherAddress publicUrl="https://ask.example.edu" origins={["https://ask.example.edu"]} />);
    expect(screen.getByRole("status").textContent).toContain("This server is set up for https://ask.example.edu.");
    rerender(<OtherAddress publicUrl="https://ask.example.edu" origins={["https://ask.example.edu", window.location.origin]} />);
    expect(screen.queryByRole("status")).toBeNull();
  });
});
