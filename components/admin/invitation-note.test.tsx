import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { invitationStates } from "#lib/contract/names.ts";
import type { Invitation, InvitationState } from "#lib/contract/users.ts";
import { InvitationNote, invitationOptions } from "./invitation-note";
import { mailText, plannedMailText } from "./mail-text";

afterEach(cleanup);
const at = "2026-01-02T10:42:00.000Z";
const said = (invitation: Invitation) => {
  const { container } = render(<InvitationNote invitation={invitation} />);
  for (const time of container.querySelectorAll("time")) time.textContent = "TIME";
  return container.textContent;
};

describe("InvitationNote", () => {
  it.each<[InvitationState, string | null, string | null, string]>([
    ["not_sent", null, null, "Invitation not sent"],
    ["waiting", null, null, "Invitation queued"],
    ["waiting", at, "The mail server can’t be reached", "Invitation not sent yet, tried TIME: The mail server can’t be reached"],
    ["sent", at, null, "Invitation sent TIME"],
    ["failed", at, "No email can be sent to this address", "Invitation failed TIME: No email can be sent to this address"],
    ["used", at, null, "Invitation used TIME"],
    ["run_out", at, null, "Invitation expired TIME"],
  ])("says of an invitation that is %s (%s, %s): %s", (state, when, problem, words) => {
    expect(said({ state, at: when, problem })).toBe(words);
  });
});

describe("invitationOptions", () => {
  it("has every state as a filter", () => {
    expect(invitationOptions.map(({ value }) => value)).toEqual([...invitationStates]);
  });
});

describe("mailText", () => {
  it("says whether the mails are off, queued, or queued with a mail server that fails, and in that case what to do", () => {
    expect(mailText({ mailed: false, mail_problem: null }, 2)).toBe("Email is off, so pass the links on yourself.");
    expect(mailText({ mailed: true, mail_problem: null }, 1)).toBe("An email with the link is queued. People shows when it was sent.");
    expect(mailText({ mailed: true, mail_problem: null }, 1, false)).toBe("An email with the link is queued.");
    const late = { mailed: true, mail_problem: "The mail server can’t be reached" };
    expect(mailText(late, 2)).toMatch(/queued, but .*\(The mail server can’t be reached\).*pass the links on yourself/);
    expect(plannedMailText(late)).toMatch(/once the mail server accepts email.*\(The mail server can’t be reached\)/);
  });
});
