import { expect, it } from "vitest";
import { deletionEffects } from "./deletion-effects";

const none = { open_questions: 0, messages: 0, enrollments: 0, sessions: 0, courses: [], last_admin: false };

it("spells out what goes and what stays, in numbers", () => {
  expect(deletionEffects({ ...none, open_questions: 2, messages: 5, enrollments: 1, sessions: 3 }, false)).toEqual([
    "They are signed out at once, in all 3 sessions.",
    "2 open questions leave the lecturers' queues.",
    "5 messages stay for the other side, as written by “Deleted user”.",
    "One enrolment ends.",
    "Name and address are erased, also in notifications of others; their address can be used for a new account.",
  ]);
});

it("says nothing of what there is none of", () => {
  expect(deletionEffects(none, true)).toEqual([
    "Name and address are erased, also in notifications of others; your address can be used for a new account.",
  ]);
});
