import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing";
import { MuteButton } from "./mute-button";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
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
