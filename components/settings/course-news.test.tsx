import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import type { Role } from "#lib/contract/auth.ts";
import type { Preferences } from "#lib/contract/preferences.ts";
import { CourseNews } from "./course-news";
import { NotificationChoices } from "./notification-choices";

const rest = useFakeRest();
afterEach(cleanup);

const choose = (title: string, value: string) =>
  act(async () => fireEvent.change(screen.getByRole("combobox", { name: title }), { target: { value } }));

describe("CourseNews", () => {
  it("saves the choice for one course, and takes it back when that fails", async () => {
    render(
      <CourseNews
        initial={[
          { id: "c1", title: "Graphs", level: "all" },
          { id: "c2", title: "Sets", level: "none" },
        ]}
      />,
    );
    await choose("Graphs", "mine");
    expect(rest.calls).toEqual([{ method: "PUT", path: "/api/notifications/preferences", body: { courses: { c1: "mine" } } }]);

    rest.route = () => Response.json({ success: false, error: "x" }, { status: 500 });
    await choose("Graphs", "none");
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Graphs" }).value).toBe("mine");
    screen.getByText("Couldn’t save. Something went wrong. Try again.");
  });
});

describe("NotificationChoices", () => {
  it("shows announcements as always on", () => {
    const choice = { in_app: false, push: true };
    const types = { "thread/discussion": choice, "course/announcement": choice } as Preferences["types"];
    const role: Role = "lecturer";
    render(<NotificationChoices role={role} initial={types} />);
    const announcements = screen.getByRole<HTMLInputElement>("switch", { name: /^Announcements/ });
    expect([announcements.checked, announcements.disabled]).toEqual([true, true]);
    expect(screen.getByRole<HTMLInputElement>("switch", { name: /^Discussions/ }).disabled).toBe(false);
  });
});
