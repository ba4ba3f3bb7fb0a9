import { describe, expect, it } from "vitest";
import { testMessage, testThread } from "../testing";
import { bestAnswers, questionState, readsAsClassmate, readsAsStaff } from "./question-state";

describe("questionState", () => {
  it.each([
    [{ status: "open", waiting: true, answer_state: "unanswered" }, "waiting"],
    [{ status: "open", waiting: true, answer_state: "student_answered" }, "waiting"],
    [{ status: "open", waiting: true, answer_state: "staff_answered" }, "waiting"],
    [{ status: "open", waiting: false, answer_state: "unanswered" }, "waiting"],
    [{ status: "open", waiting: false, answer_state: "staff_answered" }, "answered"],
    [{ status: "resolved", waiting: false, answer_state: "unanswered" }, "resolved"],
    [{ status: "resolved", waiting: true, answer_state: "staff_answered" }, "resolved"],
  ] as const)("of %o is %s", (thread, state) => {
    expect(questionState(thread)).toBe(state);
  });
});

describe("who reads", () => {
  it("is staff where there may be a claim, and a classmate who neither asked nor teaches", () => {
    const readers = [testThread({ mine: false, claim: null }), testThread({ mine: true }), testThread({ mine: false })];
    expect(readers.map(readsAsStaff)).toEqual([true, false, false]);
    expect(readers.map(readsAsClassmate)).toEqual([false, false, true]);
  });
});

describe("bestAnswers", () => {
  it("begins with the accepted one, which stands there once", () => {
    const endorsed = { endorsed_by_name: "Lee", endorsed_at: "2026-01-01T12:00:00.000Z" };
    const [plain, first, second] = [testMessage(2), testMessage(3, endorsed), testMessage(4, endorsed)];
    expect(bestAnswers([plain, first, second], second.id)).toEqual([second, first]);
    expect(bestAnswers([plain, first], null)).toEqual([first]);
    expect(bestAnswers([plain], "gone")).toEqual([]);
  });
});
