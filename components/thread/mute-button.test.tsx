import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { MuteButton } from "./mute-button";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("MuteButton", () => {
  it("keeps the focus while it works, and works once at a time", async () => {
    const { fetch, calls } = fakeFetch(() => ({ types: {}, muted_threads: [] }));
    const answers: (() => void)[] = [];

    vi.stubGlobal("fetch", async (...given: Parameters<typeof fetch>) => {
      const answer = await fetch(...given);
      await new Promise<void>((done) => answers.push(done));
      return answer;
    });
    render(<MuteButton threadId="this" initial={false} />);
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Mute this discussion" });
    button.focus();
    await act(async () => fireEvent.click(button));

    expect([button.getAttribute("aria-disabled"), button.disabled]).toEqual(["true", false]);

    await act(async () => fireEvent.click(button));
    expect(calls).toHaveLength(1);

    while (answers.length > 0) await act(async () => answers.shift()?.());
    expect(button.getAttribute("aria-disabled")).toBe("false");
    expect(document.activeElement).toBe(button);
  });

  it("mutes and unmutes one discussion, and leaves the others as they are", async () => {
    let muted = ["other"];
    const { fetch } = fakeFetch((method, _path, body) => {
      if (method === "PUT") muted = (body as { muted_threads: string[] }).muted_threads;
      return { types: {}, muted_threads: muted };
    });

    vi.stubGlobal("fetch", fetch);
    render(<MuteButton threadId="this" initial={false} />);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Mute this discussion" })));

    expect(muted).toEqual(["this", "other"]);

    await act(async () => fireEvent.click(await screen.findByRole("button", { name: /^Muted/ })));
    expect(muted).toEqual(["other"]);
    screen.getByRole("button", { name: "Mute this discussion" });
  });
});
