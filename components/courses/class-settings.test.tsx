import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useFakeRest } from "#components/testing.tsx";
import { ClassSettings, classChangesOf } from "./class-settings";
import { fromLocalInput, toLocalInput } from "./local-input";

const said = vi.hoisted(() => [] as string[]);
vi.mock("#components/ui/toast.ts", () => ({ toast: (text: string) => said.push(text) }));

const rest = useFakeRest();
afterEach(cleanup);

const initial = {
  class_questions: "on",
  anonymity: "allowed",
  posting: "open",
  closed_from: "2026-02-01T09:00:00.000Z",
  closed_until: null,
} as const;
const save = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Save question settings" })));
const set = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe("ClassSettings", () => {
  it("explains each choice as it is made, and sends only what was changed", async () => {
    render(<ClassSettings courseId="c1" initial={initial} />);
    set("Anonymous questions", "default");
    screen.getByText("The class doesn’t see who asked unless the student shows their name.");
    await save();
    expect(rest.calls).toEqual([{ method: "PATCH", path: "/api/courses/c1/settings", body: { anonymity: "default" } }]);
    expect(said.at(-1)).toBe("Saved");
  });

  it("shows times by the reader's clock, keeps what was not touched, and takes one away", async () => {
    render(<ClassSettings courseId="c1" initial={initial} />);
    expect(screen.getByLabelText<HTMLInputElement>("From").value).toBe(toLocalInput(initial.closed_from));
    await save();
    expect(rest.calls).toEqual([]);
    expect(said.at(-1)).toBe("No changes to save");

    set("From", "");
    await save();
    expect(rest.calls.at(-1)?.body).toEqual({ closed_from: null });
  });

  it("has its times as soon as it can be used, so that saving in a page that still loads takes none away", async () => {
    vi.spyOn(document, "readyState", "get").mockReturnValue("interactive");
    vi.resetModules();
    const { ClassSettings: Fresh } = await import("./class-settings");
    render(<Fresh courseId="c1" initial={initial} />);

    expect(screen.getByLabelText<HTMLInputElement>("From").value).toBe(toLocalInput(initial.closed_from));
    await save();
    expect(rest.calls).toEqual([]);
  });

  it("does not send an end before its start, and says so beside the field", async () => {
    render(<ClassSettings courseId="c1" initial={initial} />);
    set("From", "2026-02-02T10:00");
    set("Until", "2026-02-02T10:00");
    await save();
    expect(rest.calls).toEqual([]);
    screen.getByText("The end must be after the start.");
    expect(document.activeElement).toBe(screen.getByLabelText("Until"));
  });
});

describe("classChangesOf", () => {
  it("makes an instant of what a field says", () => {
    const values = { ...initial, closed_from: toLocalInput(initial.closed_from), closed_until: "2026-02-01T12:30" };
    expect(classChangesOf(initial, values)).toEqual({ closed_until: fromLocalInput("2026-02-01T12:30") });
    expect(toLocalInput(fromLocalInput("2026-02-01T12:30"))).toBe("2026-02-01T12:30");
  });
});
