import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptNames } from "#components/testing.tsx";
import { testOwnMessage } from "#lib/client/testing.ts";
import { MessageEditor } from "./message-editor";

const message = testOwnMessage(2, "Anyone?");
let saved: string[];
let closed: number;
const open = (edited_at: string | null = null) => {
  cleanup();
  render(<MessageEditor message={{ ...message, edited_at }} onSave={async (text) => void saved.push(text)} onDone={() => (closed += 1)} />);
  return screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Edit your message" });
};
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));

beforeEach(() => {
  localStorage.clear();
  saved = [];
  closed = 0;
});
afterEach(cleanup);

describe("MessageEditor", () => {
  it("keeps what was changed when Escape closes it, until it is saved", async () => {
    const field = open();
    fireEvent.change(field, { target: { value: "Anyone awake?" } });
    fireEvent.keyDown(field, { key: "Escape" });
    expect(closed).toBe(1);
    expect(open().value).toBe("Anyone awake?");

    await press("Save");
    expect(saved).toEqual(["Anyone awake?"]);
    expect(keptNames()).toEqual([]);
  });

  it("takes back nothing that was edited elsewhere since", () => {
    const field = open();
    fireEvent.change(field, { target: { value: "Anyone awake?" } });
    fireEvent.keyDown(field, { key: "Escape" });

    expect(open("2026-01-01T11:00:00.000Z").value).toBe("Anyone?");
  });

  it("gives up what was changed by its button, and keeps nothing of a text that is as it was", async () => {
    fireEvent.change(open(), { target: { value: "Anyone awake?" } });
    await press("Discard changes");
    const field = open();
    expect(field.value).toBe("Anyone?");

    fireEvent.change(field, { target: { value: "Anyone? No" } });
    fireEvent.change(field, { target: { value: "Anyone?" } });
    expect(keptNames()).toEqual([]);
    expect(screen.getByRole("button", { name: "Cancel" })).toBeTruthy();
  });
});
