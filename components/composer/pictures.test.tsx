import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "#lib/client/api/api.ts";
import type { Image } from "#lib/contract/images.ts";
import { pictureAddress } from "#lib/contract/picture-address.ts";
import { Composer } from "./composer";
import { insertPicture, picturesIn, removePicture } from "./insert-picture";

const idOf = (n: number) => `0193b8a4-1111-7000-8000-00000000000${n}`;
const imageOf = (n: number): Image => ({ id: idOf(n), url: pictureAddress(idOf(n), 80, 45), width: 80, height: 45 });
const png = (name = "shot.png", type = "image/png") => new File(["x"], name, { type });

type Try = {
  file: Blob;
  done: (image: Image) => void;
  fail: (error: unknown) => void;
  progress: (share: number) => void;
  signal: AbortSignal;
};
const wire = vi.hoisted(() => ({ tries: [] as Try[] }));
vi.mock("#lib/client/uploads/send-picture.ts", async (original) => ({
  ...(await original<object>()),
  sendPicture: (file: Blob, { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void }) =>
    new Promise<Image>((done, fail) => wire.tries.push({ file, done, fail, progress: onProgress, signal })),
}));

const sent = vi.fn();
function Writing({ initial = "" }: { initial?: string }) {
  const [text, setText] = useState(initial);
  return <Composer text={text} onText={setText} onSend={sent} />;
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Your reply" });
const paste = (files: File[], types = ["Files"]) => act(async () => fireEvent.paste(field(), { clipboardData: { files, types } }));
const send = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Send" })));
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole("button", { name })));
const arrive = (n: number) => act(async () => wire.tries[n]?.done(imageOf(n)));
const alerts = () =>
  screen
    .getAllByRole("alert")
    .map(({ textContent }) => textContent)
    .filter(Boolean);

beforeEach(() => {
  wire.tries = [];
  sent.mockClear();
});
afterEach(cleanup);

describe("a picture in the composer", () => {
  it("is uploaded when it is pasted, and becomes its Markdown below the line", async () => {
    render(<Writing initial="Why does this fail?" />);
    field().setSelectionRange(4, 4);
    await paste([png()]);
    await act(async () => wire.tries[0]?.progress(0.4));

    expect(screen.getByText(/Uploading Picture/).textContent).toBe("Uploading Picture… 40%");
    expect(field().value).toBe("Why does this fail?");

    await arrive(0);
    expect(field().value).toBe(`Why does this fail?\n\n![Picture](${imageOf(0).url})\n`);
    expect(screen.queryByText(/Uploading/)).toBeNull();

    await press("Remove Picture");
    expect(field().value).toBe("Why does this fail?");
  });

  it("is taken when it is dropped or chosen, several at a time", async () => {
    render(<Writing />);
    await act(async () => fireEvent.drop(field(), { dataTransfer: { files: [png(), png()], types: ["Files"] } }));
    await act(async () => fireEvent.change(screen.getByLabelText("Choose pictures"), { target: { files: [png()] } }));
    for (const n of [1, 0, 2]) await arrive(n);
    expect(picturesIn(field().value).map(({ url }) => url)).toEqual([1, 0, 2].map((n) => imageOf(n).url));
  });

  it("lets nothing be sent before it is there", async () => {
    render(<Writing initial="Look at this" />);
    await paste([png()]);
    await send();

    expect(alerts()).toEqual(["Wait until the picture is uploaded, or remove it."]);

    await arrive(0);
    expect(alerts()).toEqual([]);

    await send();
    expect(sent).toHaveBeenCalledWith(`Look at this\n\n![Picture](${imageOf(0).url})`);
  });

  it("says why it failed and leaves the text, until it is tried again or removed", async () => {
    render(<Writing initial="Look at this" />);
    await paste([png()]);
    await act(async () => wire.tries[0]?.fail(new ApiError(413, "A picture can have at most 40 megapixels")));

    expect(alerts()).toEqual(["Picture is not uploaded. A picture can have at most 40 megapixels."]);

    await send();
    expect([sent.mock.calls.length, field().value]).toEqual([0, "Look at this"]);

    await press("Try again");
    await act(async () => wire.tries[1]?.fail(new ApiError(0, "No connection")));
    expect(alerts()).toEqual(["Picture is not uploaded. No connection to the server."]);

    await press("Remove");
    await send();
    expect(sent).toHaveBeenCalledWith("Look at this");
  });

  it("stops when it is removed or the field goes", async () => {
    const { unmount } = render(<Writing />);
    await paste([png(), png()]);
    await act(async () => fireEvent.click(screen.getAllByRole("button", { name: "Remove" })[0] as HTMLElement));
    unmount();
    expect(wire.tries.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it("leaves text that comes with a picture of itself, other files, and an eleventh", async () => {
    render(<Writing initial={Array.from({ length: 9 }, (_, n) => `![](${imageOf(n % 9).url})`).join("\n")} />);
    await paste([png()], ["text/plain", "Files"]);

    expect(wire.tries).toHaveLength(0);

    await paste([png("a.svg", "image/svg+xml")]);
    expect(alerts()).toEqual(["Only pictures can be attached: PNG, JPEG, WebP or GIF."]);

    await paste([png(), png()]);
    expect(alerts()).toEqual(["A message can have at most 10 pictures."]);
    expect(wire.tries).toHaveLength(1);
  });
});

describe("the Markdown of a picture", () => {
  it.each([
    ["", 0, "![P](u)\n", 8],
    ["One\n", 4, "One\n\n![P](u)\n", 13],
    ["One\nTwo", 1, "One\n\n![P](u)\n\nTwo", 1],
    ["One\nTwo", 3, "One\n\n![P](u)\n\nTwo", 13],
  ])("goes into %j at %i", (text, caret, after, caretAfter) =>
    expect(insertPicture(text, caret, "P", "u")).toEqual({ text: after, caret: caretAfter }),
  );

  it("can be taken out again, whatever its alt says", () => {
    const { text } = insertPicture("One\nTwo", 1, "a]b\n[c", imageOf(1).url);
    const [found] = picturesIn(text);
    expect(found?.alt).toBe("a b  c");
    expect(removePicture(text, found ?? { from: 0, to: 0 })).toBe("One\n\nTwo");
  });
});
