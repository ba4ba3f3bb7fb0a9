import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { NewLinks } from "./new-links";

const link = {
  id: "u1",
  email: "ann@test.example",
  first_name: "Ann",
  last_name: "New",
  role: "student",
  url: "http://localhost/set-password#t",
};
let sent: unknown[] = [];
beforeEach(() => {
  sent = [];
  const { fetch } = fakeFetch((_method, _path, body) => {
    sent.push(body);
    const confirm = typeof body === "object" && body !== null && "confirm" in body;
    return { people: 1, links: confirm ? [link] : [], mailed: false, mail_problem: null };
  });
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("NewLinks", () => {
  it("counts who would get a link, makes them only then, and asks before they are lost", async () => {
    render(<NewLinks courses={[{ id: "c1", title: "Programming 1" }]} />);
    fireEvent.click(screen.getByRole("button", { name: "New links" }));
    fireEvent.change(screen.getByLabelText("Course"), { target: { value: "c1" } });
    const button = await screen.findByRole("button", { name: "Make links for 1 person" });

    expect(sent).toEqual([{}, { course_id: "c1" }]);

    await act(async () => fireEvent.click(button));
    expect(sent.at(-1)).toEqual({ course_id: "c1", confirm: true });
    await waitFor(() => expect(screen.getByText(/are shown only now/)).toBeTruthy());

    const leaves = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leaves()).toBe(false);

    vi.spyOn(URL, "createObjectURL").mockReturnValue("#links");
    vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    fireEvent.click(screen.getByRole("button", { name: "Download the links" }));
    expect(leaves()).toBe(true);
  });
});
