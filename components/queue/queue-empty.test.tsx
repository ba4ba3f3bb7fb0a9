import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { showToasts } from "../ui/toast";
import { QueueEmpty } from "./queue-empty";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const view = { scope: "all", courseId: null, videoId: null } as const;
const courses = [{ id: "c1", title: "Graphs", code: null }];

describe("an empty queue", () => {
  it("offers the course's link, and to add a lecture", async () => {
    const [copied, said] = [[] as string[], [] as unknown[]];
    const say = (text: unknown) => said.push(text);
    showToasts({ message: say, error: say, success: say, loading: say, dismiss: () => undefined });
    vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => copied.push(text) } });
    render(<QueueEmpty view={view} courses={courses} />);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Copy the course link" })));

    expect(copied).toEqual([new URL("/courses/c1", window.location.href).href]);
    expect(said).toEqual(["Link copied"]);
    expect(screen.getByRole("link", { name: "Add a lecture" }).getAttribute("href")).toBe("/courses/c1");
  });

  it("gives the code that the link asks for, where there is one", () => {
    render(<QueueEmpty view={view} courses={[{ id: "c1", title: "Graphs", code: "edges-24" }]} />);
    expect(screen.getByText(/^Enrolment code/).textContent).toBe("Enrolment code: edges-24");
    cleanup();
    render(<QueueEmpty view={view} courses={courses} />);
    expect(screen.queryByText(/^Enrolment code/)).toBeNull();
  });

  it("offers a first course to a new lecturer, and a wider view where only the present one is empty", () => {
    render(<QueueEmpty view={view} courses={[]} />);
    screen.getByRole("link", { name: "Create your first course" });
    cleanup();
    render(<QueueEmpty view={{ ...view, scope: "mine" }} courses={courses} />);
    const wider = () => screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);

    expect(wider()).toEqual([["Show all waiting questions", "/dashboard"]]);

    cleanup();
    render(<QueueEmpty view={{ ...view, courseId: "c1", videoId: "v1" }} courses={courses} />);
    expect(wider()).toEqual([["Show all lectures", "/dashboard?course=c1"]]);
  });
});
