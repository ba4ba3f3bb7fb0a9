import type { StaffPart } from "#lib/contract/class.ts";

/** What parts of the staff are called on screen. */
export const staffPartNames: Record<StaffPart, string> = { lecturer: "Lecturer", assistant: "Assistant" };
