import { expect, it } from "vitest";
import { changesOf } from "./course-settings";

const initial = { title: "Graphs", description: "", enrolment_code: "abc", lecturer_id: "l1" };

it("sends only what was changed; an emptied code is none", () => {
  expect(changesOf(initial, { ...initial })).toEqual({});
  expect(changesOf(initial, { ...initial, title: "Graphs 2" })).toEqual({ title: "Graphs 2" });
  expect(changesOf(initial, { ...initial, enrolment_code: " " })).toEqual({ enrolment_code: null });
  expect(changesOf(initial, { ...initial, lecturer_id: "l2" })).toEqual({ lecturer_id: "l2" });
  // A lecturer's form has no such field.
  expect(changesOf(initial, { title: "Graphs", description: "", enrolment_code: "abc" })).toEqual({});
});
