export type Expected = number | number[];

/** What each kind of caller sees, those without a good session left out: they see 401 unless `open` says otherwise. */
export type Row = readonly [
  student: Expected,
  otherStudent: Expected,
  outsider: Expected,
  blocked: Expected,
  lecturer: Expected,
  otherLecturer: Expected,
  admin: Expected,
  assistant: Expected,
];
export const columns = ["student", "otherStudent", "outsider", "blocked", "lecturer", "otherLecturer", "admin", "assistant"] as const;

export type Case = {
  path: string;
  expect: Row;
  body?: unknown;
  /** A body that is no JSON. */
  file?: Uint8Array;
  /** What people without a good session see. */
  open?: Expected;
  /** Tables that a refusal may write to: what failed is kept in the audit log. */
  writes?: string[];
  /** A success that changes no row but for these kinds: ids that are not theirs are passed over. */
  changesFor?: readonly (typeof columns)[number][];
};

export const all = (expected: Expected): Row =>
  [...[expected, expected, expected, expected], ...[expected, expected, expected, expected]] as unknown as Row;
/** The course's own lecturer and admins. */
export const staff = (expected: Expected): Row => [403, 403, 403, 403, expected, 403, expected, 403];
/** The same with assistants. */
export const moderators = (expected: Expected): Row => [403, 403, 403, 403, expected, 403, expected, expected];
/** Who teaches the course. */
export const teachers = (expected: Expected): Row => [403, 403, 403, 403, expected, 403, 403, expected];
export const admin = (expected: Expected): Row => [403, 403, 403, 403, 403, 403, expected, 403];
/** Those between whom the private question is. */
export const participants = (expected: Expected): Row => [expected, 403, 403, 403, expected, 403, 403, expected];
/** Who may watch the video. */
export const viewers = (expected: Expected): Row => [expected, expected, 403, expected, expected, 403, expected, expected];
/** Everybody in the course. */
export const inClass = (expected: Expected): Row => [expected, expected, 403, expected, expected, 403, 403, expected];
export const student = (expected: Expected): Row => [expected, expected, expected, expected, 403, 403, 403, expected];

export const everybody = (path: string, expected: Expected, body?: unknown): Case => ({
  path,
  expect: all(expected),
  open: expected,
  ...(body !== undefined && { body }),
});
export const as = (path: string, expect: Row, body?: unknown): Case => ({ path, expect, ...(body !== undefined && { body }) });
