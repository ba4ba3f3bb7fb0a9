import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { CaptionsForm } from "./captions-form";

let sent: [string, string, unknown][] = [];
beforeEach(() => {
  sent = [];
  const { fetch } = fakeFetch((method, path, body) => {
    sent.push([method, path, body]);
    return null;
  });
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("CaptionsForm", () => {
  it("sends the file as it is, with its language and name, and removes what is there in one language", async () => {
    const done = vi.fn();
    render(<CaptionsForm videoId="v1" captions={[{ language: "en", label: "English" }]} onDone={done} />);
    expect(screen.getByText("This replaces the captions in this language.")).toBeTruthy();

    fireEvent.change(screen.getByLabelText("Language"), { target: { value: "de" } });
    expect(screen.getByLabelText("Name in the player")).toHaveProperty("value", "Deutsch");

    const bytes = new Uint8Array([0x66, 0x72, 0xfc, 0x68]);
    await act(async () =>
      fireEvent.change(screen.getByLabelText("File (.vtt or .srt)"), { target: { files: [new File([bytes], "a.srt")] } }),
    );

    await waitFor(() => expect(done).toHaveBeenCalledOnce());

    fireEvent.click(screen.getByRole("button", { name: "Remove English" }));
    await waitFor(() => expect(done).toHaveBeenCalledTimes(2));
    expect(sent).toMatchObject([
      ["PUT", "/api/videos/v1/captions", { file_base64: Buffer.from(bytes).toString("base64"), language: "de", label: "Deutsch" }],
      ["DELETE", "/api/videos/v1/captions?language=en", undefined],
    ]);
  });
});
