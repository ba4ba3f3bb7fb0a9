import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import { CourseSettings } from "../courses/course-settings";
import { canLeave } from "./can-leave";

useFakeRest();
let asked: string[];
let answer: boolean;
/** The addresses to which a link has led. */
let left: string[];
const onLink = (event: MouseEvent) => {
  if (!(event.target instanceof HTMLAnchorElement)) return;
  if (!event.defaultPrevented) left.push(event.target.pathname);
  event.preventDefault();
};
beforeEach(() => {
  asked = [];
  left = [];
  answer = false;
  vi.stubGlobal("confirm", (text: string) => {
    asked.push(text);
    return answer;
  });
  window.addEventListener("click", onLink);
});
afterEach(() => {
  cleanup();
  window.removeEventListener("click", onLink);
  vi.unstubAllGlobals();
});

const show = () =>
  render(
    <>
      <a href="/courses/c1">Lectures</a>
      <CourseSettings
        courseId="c1"
        initial={{ title: "Graphs", description: "", enrolment_code: "", lecturer_id: "l1" }}
        archived={false}
        classSettings={{ class_questions: "on", anonymity: "allowed", posting: "open", closed_from: null, closed_until: null }}
        lecturers={null}
        holds={{ lectures: 1, students: 2 }}
      />
    </>,
  );
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const follow = () => fireEvent.click(screen.getByRole("link", { name: "Lectures" }));
const isHeldOnUnload = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

describe("a form with changes that are not saved", () => {
  it("asks before a link leads away, and stays where the answer is no", () => {
    show();
    follow();
    expect([asked, left]).toEqual([[], ["/courses/c1"]]);

    type("Title", "Graphs 2");
    follow();
    expect(asked).toEqual(["You have changes that aren’t saved. Leave anyway?"]);
    expect(left).toHaveLength(1);
    expect(isHeldOnUnload()).toBe(true);

    answer = true;
    follow();
    expect(left).toHaveLength(2);
  });

  it("asks once though two forms of the page are changed, and keys ask as well", () => {
    show();
    type("Title", "Graphs 2");
    fireEvent.input(screen.getByLabelText("Posting"), { target: { value: "closed" } });
    expect(canLeave()).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it("asks before it is left by going back, which leads to the same page first", () => {
    show();
    const before = history.length;
    type("Title", "Graphs 2");
    type("Title", "Graphs");
    type("Title", "Graphs 3");
    expect(history.length).toBe(before + 1);
    const back = vi.spyOn(history, "back").mockImplementation(() => {});

    fireEvent.popState(window);
    expect([asked.length, back.mock.calls.length]).toEqual([1, 0]);

    answer = true;
    fireEvent.popState(window);
    expect([asked.length, back.mock.calls.length]).toEqual([2, 1]);
  });

  it("asks nothing any more once it is saved, or as it was", async () => {
    show();
    type("Title", "Graphs 2");
    type("Title", "Graphs");
    follow();
    type("Title", "Graphs 2");
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Save details" })));
    await waitFor(() => expect(isHeldOnUnload()).toBe(false));
    follow();

    expect(asked).toEqual([]);
  });
});
