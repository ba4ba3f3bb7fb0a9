import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch } from "#lib/client/testing.ts";
import { CourseSettings, changesOf } from "./course-settings";

const wire = vi.hoisted(() => ({ said: [] as string[] }));
vi.mock("#components/ui/toast.ts", () => ({
  toast: Object.assign((text: string) => wire.said.push(text), { dismiss: () => undefined }),
}));

let calls: { method: string; path: string; body: unknown }[];
beforeEach(() => {
  wire.said = [];
  const fetching = fakeFetch(() => ({}));
  calls = fetching.calls;
  vi.stubGlobal("fetch", fetching.fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const initial = { title: "Graphs", description: "", enrolment_code: "abc", lecturer_id: "l1" };
const lecturers = [
  { id: "l1", name: "Jane Smith" },
  { id: "l2", name: "Ada Heir" },
];
const show = (mine: typeof lecturers | null) =>
  render(
    <main id="content" tabIndex={-1}>
      <CourseSettings
        courseId="c1"
        initial={initial}
        archived={false}
        classSettings={{ class_questions: "on", anonymity: "allowed", posting: "open", closed_from: null, closed_until: null }}
        lecturers={mine}
        holds={{ lectures: 1, students: 2 }}
      />
    </main>,
  );
const save = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Save details" })));

describe("CourseSettings", () => {
  it("sends only what was changed; an emptied code is none", () => {
    expect(changesOf(initial, { ...initial })).toEqual({});
    expect(changesOf(initial, { ...initial, title: "Graphs 2" })).toEqual({ title: "Graphs 2" });
    expect(changesOf(initial, { ...initial, enrolment_code: " " })).toEqual({ enrolment_code: null });
    expect(changesOf(initial, { ...initial, lecturer_id: "l2" })).toEqual({ lecturer_id: "l2" });
    // The form of a lecturer has no field for the lecturer.
    expect(changesOf(initial, { title: "Graphs", description: "", enrolment_code: "abc" })).toEqual({});
  });

  it("says what handing the course over does, before it is saved", async () => {
    show(lecturers);
    const field = screen.getByLabelText("Lecturer");
    const text = () => screen.getByRole("status").textContent;

    expect(text()).toBe("");

    fireEvent.change(field, { target: { value: "l2" } });
    expect(text()).toMatch(/questions and discussions.* move to Ada Heir, and Jane Smith loses access/);

    fireEvent.change(field, { target: { value: "l1" } });
    expect(text()).toBe("");

    fireEvent.change(field, { target: { value: "l2" } });
    await save();
    expect(calls).toMatchObject([{ method: "PATCH", body: { lecturer_id: "l2" } }]);
    expect(wire.said).toEqual(["Saved"]);
  });

  it("does not say that it saved what it did not send", async () => {
    show(null);
    fireEvent.change(screen.getByLabelText("Title"), { target: { value: "Graphs" } });
    expect(screen.getByRole("status").textContent).toBe("");
    await save();
    expect(calls).toEqual([]);
    expect(wire.said).toEqual(["No changes to save"]);
  });

  it("leaves a deleted course for good, with the focus on the page that follows", async () => {
    show(null);
    fireEvent.click(screen.getByRole("button", { name: "Delete the course…" }));
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Delete for good" })));
    expect(navigation.went).toEqual(["replace /courses", "refresh"]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });
});
