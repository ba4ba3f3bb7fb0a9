import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DeleteAccount } from "./delete-account";

vi.mock("../live/realtime-provider", () => ({ useLeave: () => () => {} }));

afterEach(cleanup);

describe("DeleteAccount", () => {
  it("gives the focus back to its button when one thinks better of it", async () => {
    render(<DeleteAccount deletion={{ open_questions: 0, messages: 0, enrollments: 0, sessions: 1, courses: [], last_admin: false }} />);
    const opener = screen.getByRole("button", { name: "Delete my account…" });
    // Not focused by the click, as in Safari.
    fireEvent.click(opener);
    fireEvent.keyDown(screen.getByRole("dialog", { name: "Delete your account?" }), { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });
});
