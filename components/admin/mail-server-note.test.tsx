import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch } from "#lib/client/testing.ts";
import { MailServerNote } from "./mail-server-note";

let answer: () => unknown = () => null;
let asked: string[] = [];
beforeEach(() => {
  asked = [];
  const { fetch } = fakeFetch((method, path) => {
    asked.push(`${method} ${path}`);
    return answer();
  });
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const press = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Send me a test email" })));
const at = new Date().toISOString();

describe("MailServerNote", () => {
  it("says that no mail is sent, and offers no test then", () => {
    render(<MailServerNote server={{ configured: false, at: null, problem: null }} />);
    expect(screen.getByText(/Email is off because no mail server is set up/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says what the mail server answered to a test, or why it did not take it, and has the page say how it was found", async () => {
    render(<MailServerNote server={{ configured: true, at, problem: "The mail server can’t be reached" }} />);
    expect(screen.getByText(/didn’t accept email when we last tried, .*The mail server can’t be reached/)).toBeTruthy();

    answer = () => ({ to: "ann@example.edu", taken: true, said: "250 OK: queued as 7" });
    await press();
    expect(screen.getByRole("status").textContent).toContain("accepted an email to ann@example.edu. It said: 250 OK: queued as 7");

    answer = () => ({ to: "ann@example.edu", taken: false, said: "The mail server doesn’t answer in time" });
    await press();
    expect(screen.getByRole("status").textContent).toContain("wasn’t accepted. The mail server doesn’t answer in time");
    expect(asked).toEqual(["POST /api/mail/test", "POST /api/mail/test"]);
    expect(navigation.went).toEqual(["refresh", "refresh"]);

    answer = () => Response.json({ success: false, error: "Too many requests: try again in 9 s" }, { status: 429 });
    await press();
    expect(screen.getByRole("alert").textContent).not.toBe("");
    expect(screen.getByRole("status").textContent).toBe("");
  });
});
