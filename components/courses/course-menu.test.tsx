import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch } from "#lib/client/testing.ts";
import { CourseMenu } from "./course-menu";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("CourseMenu", () => {
  it("asks before somebody leaves", async () => {
    const { fetch, calls } = fakeFetch(() => ({}));
    vi.stubGlobal("fetch", fetch);
    render(<CourseMenu courseId="c1" title="Compilers" />);
    fireEvent.keyDown(screen.getByRole("button", { name: "More about Compilers" }), { key: "Enter" });
    fireEvent.click(await screen.findByRole("menuitem", { name: "Leave course…" }));

    const dialog = await screen.findByRole("alertdialog", { name: /^Leave Compilers ?\?$/ });
    expect(calls).toEqual([]);

    await act(async () => fireEvent.click(within(dialog).getByRole("button", { name: "Leave course" })));
    expect(calls.map(({ method }) => method)).toEqual(["DELETE"]);
    expect(navigation.went).toEqual(["refresh"]);
  });
});
