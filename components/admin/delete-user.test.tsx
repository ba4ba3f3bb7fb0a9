import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch } from "#lib/client/testing.ts";
import { DeleteUser } from "./delete-user";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("DeleteUser", () => {
  it("takes the page of the deleted out of the history, and goes to the list with the focus on its page", async () => {
    const { fetch, calls } = fakeFetch(() => ({}));
    vi.stubGlobal("fetch", fetch);
    const deletion = { open_questions: 0, messages: 0, enrollments: 0, sessions: 0, courses: [], last_admin: false };
    render(
      <main id="content" tabIndex={-1}>
        <DeleteUser user={{ id: "u1", name: "Ada Student", email: "ada@example.edu" }} deletion={deletion} isMe={false} />
      </main>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Delete this account…" }));
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Delete account" })));

    expect(calls).toMatchObject([{ method: "DELETE", path: "/api/users/u1" }]);
    expect(navigation.went).toEqual(["replace /admin/users", "refresh"]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });
});
