import { describe, expect, it } from "vitest";
import type { ImportedRow } from "#lib/contract/users.ts";
import { reportCsv } from "./report-csv";

const row = (more: Partial<ImportedRow>): ImportedRow => ({
  line: 2,
  email: "ada@example.edu",
  first_name: "Ada",
  last_name: "Lovelace",
  role: "student",
  course: null,
  account: "new",
  enrolment: null,
  ...more,
});

describe("reportCsv", () => {
  it("writes what spreadsheets read back, and no formulas", () => {
    const course = { id: "00000000-0000-4000-8000-000000000000", title: 'Logic, or "why"' };
    const csv = reportCsv([row({ course, invitation_url: "https://q.example.edu/set-password#t" }), row({ line: 3, first_name: "=1+1" })]);

    expect(csv.startsWith("\uFEFFline,email,")).toBe(true);
    expect(csv.split("\r\n").slice(1)).toEqual([
      '2,ada@example.edu,Ada,Lovelace,student,"Logic, or ""why""",new,https://q.example.edu/set-password#t',
      "3,ada@example.edu,'=1+1,Lovelace,student,,new,",
      "",
    ]);
  });
});
