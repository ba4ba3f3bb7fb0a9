import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { testLive } from "#components/testing.tsx";
import { DeleteAccount } from "./delete-account";

afterEach(cleanup);

describe("DeleteAccount", () => {
  it("gives the focus back to its button when one thinks better of it", async () => {
    const deletion = { open_questions: 0, messages: 0, enrollments: 0, sessions: 1, courses: [], last_admin: false };
    render(<DeleteAccount deletion={deletion} />, { wrapper: testLive().Live });
    const opener = screen.getByRole("button", { name: "Delete my account…" });
    // Not focused by the click, as in Safari.
    fireEvent.click(opener);
    fireEvent.keyDown(screen.getByRole("dialog", { name: "Delete your account?" }), { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });
});
