import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Course } from "#lib/contract/courses.ts";
import { CourseCard } from "./course-card";

afterEach(cleanup);

const course = (over: Partial<Course>): Course => ({
  id: "c1",
  title: "Graphs",
  description: "",
  lecturer_id: "l1",
  lecturer_name: "Jane Smith",
  enrolled: false,
  archived_at: null,
  created_at: "2026-01-01T10:00:00.000Z",
  my_part: null,
  ...over,
});

describe("CourseCard", () => {
  it("says how many questions are new, exactly to 99, and leads to them", () => {
    render(<CourseCard course={course({ my_part: "student", enrolled: true, new_threads: 7 })} canEnrol={false} />);
    expect(screen.getByRole("link", { name: "7 new in the questions of Graphs" }).getAttribute("href")).toBe("/courses/c1/questions");

    cleanup();
    render(<CourseCard course={course({ new_threads: 100 })} canEnrol={false} />);
    screen.getByRole("link", { name: /^99\+ new/ });
    cleanup();
    render(<CourseCard course={course({ new_threads: 0 })} canEnrol={false} />);

    expect(screen.getAllByRole("link")).toHaveLength(1);
  });

  it("does not let the staff enrol, whatever their account is", () => {
    render(<CourseCard course={course({ my_part: "assistant" })} canEnrol />);
    expect(screen.queryByRole("button")).toBeNull();
    screen.getByText("Assistant");
  });
});
