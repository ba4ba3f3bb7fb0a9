import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch, testThread } from "#lib/client/testing.ts";
import { testCourse } from "./testing";
import { ThreadFacts } from "./thread-facts";
import { headingOf, ThreadHead } from "./thread-head";
import type { ClassActions } from "./use-class-actions";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const thread = testThread({ video_timestamp_seconds: null, student_name: "Ada Student", mine: false, claim: null });
const show = (onReopen: () => Promise<void> = async () => {}, of = thread) =>
  render(
    <ThreadFacts
      thread={of}
      course={testCourse()}
      asker={null}
      blocked={false}
      onResolve={() => {}}
      onReopen={onReopen}
      onFollow={async () => {}}
      menu={{ role: "lecturer", isAlone: true, classActions: {} as ClassActions, onAsker: () => {}, onDelete: async () => {} }}
    />,
  );

describe("ThreadFacts", () => {
  it("keeps the focus on Reopen while that works, and asks for it once", async () => {
    const done: (() => void)[] = [];
    show(() => new Promise((resolve) => done.push(resolve)), { ...thread, status: "resolved" });
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Reopen" });
    button.focus();
    await act(async () => fireEvent.click(button));

    expect([button.getAttribute("aria-disabled"), button.disabled]).toEqual(["true", false]);

    await act(async () => fireEvent.click(button));
    expect(done).toHaveLength(1);

    await act(async () => done[0]?.());
    expect(button.getAttribute("aria-disabled")).toBe("false");
    expect(document.activeElement).toBe(button);
  });

  it("gives the focus back to the menu that a student was blocked from, or not", async () => {
    vi.stubGlobal("fetch", fakeFetch(() => ({})).fetch);
    show();
    const opener = screen.getByRole("button", { name: "More about this discussion" });
    const ask = async () => {
      fireEvent.keyDown(opener, { key: "Enter" });
      fireEvent.click(await screen.findByRole("menuitem", { name: /^Block Ada Student ?…$/ }));
      return screen.findByRole("dialog", { name: /^Block Ada Student in this course\?$/ });
    };
    fireEvent.keyDown(await ask(), { key: "Escape" });

    await waitFor(() => expect(document.activeElement).toBe(opener));

    await ask();
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Block" })));
    await waitFor(() => expect(document.activeElement).toBe(opener));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(navigation.went).toEqual(["refresh"]);
  });
});

describe("ThreadHead", () => {
  const headed = (question_text: string) => {
    const { unmount } = render(<ThreadHead thread={testThread({ question_text })} course={testCourse()} />);
    const heading = screen.getByRole("heading", { level: 1 });
    const shown = [heading.textContent, heading.classList.contains("line-clamp-3")];
    unmount();
    return shown;
  };

  it("is headed by the question, by its first line where it is longer, without its marks", () => {
    expect(headed("Why does `b.append` change a?")).toEqual(["Why does b.append change a?", false]);
    expect(headed("Why?")).toEqual(["Why?", false]);
    expect(headed("\n## **Why** not?\n\nBecause I tried.")).toEqual(["Why not?", false]);
    expect(headed("```py\nx = 1\n```")).toEqual(["x = 1", true]);
    expect(headed("***")).toEqual(["***", false]);
  });

  it("says what of the question is not in the heading", () => {
    const rest = (question_text: string) => headingOf(testThread({ question_text })).rest;
    for (const whole of ["Why?", "Why **so**?", "## Why?", "`x = 1` fails"]) expect(rest(whole)).toBe("");
    expect(rest("Why?\n\nBecause\nso.")).toBe("Because\nso.");
    expect(rest("Why?\n```py\nx = 1\n```")).toBe("```py\nx = 1\n```");
    expect(rest("# Why?\n| a |\n|---|")).toBe("| a |\n|---|");
    expect(rest("Why?\n\n    x = 1")).toBe("    x = 1");
  });

  it("leaves a question whole whose first line says more than the heading can, or means less without it", () => {
    for (const question_text of [
      ...["Why\nso?", "Why $x^2$ and $y$?", "Why at 0:12?\n\nSo.", "See https://a.example", "Why? ".repeat(50)],
      ...["- Why?\n\n- So.", "1. Why?\n\n2. So.", "> Why?\n\nSo.", "```py\nx = 1\n```", "~~~\nx\n\ny\n~~~", "Why?\n---"],
      ...["See [this]\n\n[this]: /there", "Why?[^1]\n\n[^1]: So.", ">>> x\n\nWhy?", "a | b\n--- | ---"],
    ])
      expect(headingOf(testThread({ question_text })).rest).toBe(question_text);
  });
});
