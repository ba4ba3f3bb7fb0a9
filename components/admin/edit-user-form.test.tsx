import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { User } from "#lib/contract/auth.ts";
import { EditUserForm } from "./edit-user-form";

const wire = vi.hoisted(() => ({ sent: [] as unknown[] }));
vi.mock("#lib/client/api/api.ts", async (original) => ({
  ...(await original<object>()),
  api: async (_method: string, _path: string, body: unknown) => void wire.sent.push(body),
}));

const user = { id: "u1", email: "nadia@example.edu", role: "student", first_name: "Nadia", last_name: "New" } as User;

afterEach(cleanup);

describe("EditUserForm", () => {
  it("sends what was changed, and goes on saying that it is saved when the page comes with it", async () => {
    const { rerender } = render(<EditUserForm user={user} />);

    fireEvent.change(screen.getByLabelText("Role"), { target: { value: "lecturer" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Saved.");
    expect(wire.sent).toEqual([{ role: "lecturer" }]);

    rerender(<EditUserForm user={{ ...user, role: "lecturer" }} />);
    expect(screen.getByText("Saved.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLSelectElement>("Role").value).toBe("lecturer");
  });

  it("shows what another admin saved meanwhile", () => {
    const { rerender } = render(<EditUserForm user={user} />);
    rerender(<EditUserForm user={{ ...user, last_name: "Newton" }} />);
    expect(screen.getByLabelText<HTMLInputElement>("Last name").value).toBe("Newton");
  });
});
