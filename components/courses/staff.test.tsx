import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { useFakeRest } from "#components/testing.tsx";
import type { StaffMember } from "#lib/contract/class.ts";
import { Staff } from "./staff";

vi.mock("#components/ui/toast.ts", () => ({ toast: Object.assign(() => undefined, { dismiss: () => undefined }) }));

const rest = useFakeRest();
afterEach(cleanup);

const member = (id: string, over: Partial<StaffMember> = {}): StaffMember => ({
  user_id: id,
  name: `Person ${id}`,
  part: "assistant",
  owner: false,
  email: `${id}@example.edu`,
  ...over,
});
const owner = member("o", { part: "lecturer", owner: true });
const team = [owner, member("l", { part: "lecturer" }), member("a")];
const show = (props: Partial<Parameters<typeof Staff>[0]> = {}) =>
  render(<Staff courseId="c1" staff={team} me="o" runs isOwner {...props} />);
const refuse = (status: number, error: string) => Response.json({ success: false, error }, { status });
const add = async (email: string) => {
  fireEvent.change(screen.getByLabelText("Email"), { target: { value: email } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Add" })));
};
const choose = (name: string, item: string) => {
  fireEvent.keyDown(screen.getByRole("button", { name: `More about ${name}` }), { key: "Enter" });
  fireEvent.click(screen.getByRole("menuitem", { name: item }));
};
const confirm = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));

describe("Staff", () => {
  it("marks the owner, who has no menu, and lets others only look", () => {
    show({ me: "s", runs: false, isOwner: false });
    screen.getByText("Lecturer · Owner of the course");
    screen.getByText("3 people teach this course");
    expect(screen.queryByRole("button")).toBeNull();
    cleanup();
    show();
    expect(screen.getAllByRole("button", { name: /^More about/ })).toHaveLength(2);
  });

  it("adds someone by address, and says beside the field why it can't", async () => {
    show();
    await add("");
    expect(rest.calls).toEqual([]);

    rest.route = () => refuse(409, "Staff cannot be enrolled in their own course");
    await add("s@example.edu");
    const field = screen.getByLabelText("Email");
    expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Staff cannot be enrolled in their own course.",
    );

    rest.route = () => member("s");
    await add("s@example.edu");
    expect(rest.calls.at(-1)).toEqual({
      method: "POST",
      path: "/api/courses/c1/staff",
      body: { email: "s@example.edu", part: "assistant" },
    });
    expect(navigation.went).toEqual(["refresh"]);
  });

  it("changes a part, removes someone, and gives the course to a lecturer, each once confirmed", async () => {
    show();
    choose("Person a", "Make lecturer");
    expect(rest.calls).toEqual([]);
    await confirm("Make lecturer");
    expect(rest.calls.at(-1)).toEqual({ method: "PUT", path: "/api/courses/c1/staff/a", body: { part: "lecturer" } });

    choose("Person a", "Remove");
    await confirm("Remove");
    expect(rest.calls.at(-1)).toMatchObject({ method: "DELETE", path: "/api/courses/c1/staff/a" });

    rest.route = () => refuse(404, "Lecturer not found");
    choose("Person l", "Make owner");
    await confirm("Give the course");
    expect(rest.calls.at(-1)).toEqual({ method: "PATCH", path: "/api/courses/c1", body: { lecturer_id: "l" } });
    await waitFor(() => expect(screen.getByRole("alertdialog").textContent).toContain("Lecturer not found"));
  });

  it("offers the course to lecturers of it, by its owner alone", () => {
    show({ me: "l", isOwner: false });
    fireEvent.keyDown(screen.getByRole("button", { name: "More about Person l" }), { key: "Enter" });
    expect(screen.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual(["Make assistant", "Leave the staff"]);
  });
});
