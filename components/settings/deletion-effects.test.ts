import { describe, expect, it } from "vitest";
import { deletionEffects } from "./deletion-effects";

const none = { open_questions: 0, messages: 0, enrollments: 0, sessions: 0, courses: [], last_admin: false };

describe("deletionEffects", () => {
  it("spells out what goes and what stays, in numbers", () => {
    expect(deletionEffects({ ...none, open_questions: 2, messages: 5, enrollments: 1, sessions: 3 }, false)).toEqual([
      "They’ll be signed out right away, in all 3 sessions.",
      "2 open questions leave the lecturers’ queues.",
      "Their 5 messages stay visible, signed “Deleted user”.",
      "They’ll leave one course.",
      "Their name and email are erased everywhere, including others’ notifications. The email can be used for a new account.",
    ]);
  });

  it("says nothing of what there is none of", () => {
    expect(deletionEffects(none, true)).toEqual([
      "Your name and email are erased everywhere, including others’ notifications. The email can be used for a new account.",
    ]);
  });
});
