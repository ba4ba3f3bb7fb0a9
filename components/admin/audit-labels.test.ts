import { describe, expect, it } from "vitest";
import { auditDetails } from "./audit-labels";

describe("auditDetails", () => {
  it("says what is known of an entry in one line", () => {
    expect(auditDetails({ details: { from: "student", to: "lecturer" } })).toBe("student → lecturer");
    expect(auditDetails({ details: { reason: "spam", course_title: "Logic", fields: ["email", "role"], own: true, other: null } })).toBe(
      "reason: spam · course title: Logic · fields: email, role · own: yes",
    );
    expect(auditDetails({ details: {} })).toBe("");
  });
});
