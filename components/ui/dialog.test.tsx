import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Dialog } from "./dialog";

afterEach(cleanup);

function Page({ named }: { named: boolean }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <main id="content" tabIndex={-1}>
      <button ref={opener} type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <input aria-label="Search" onKeyDown={({ key }) => key === "?" && setOpen(true)} />
      <Dialog open={open} onOpenChange={setOpen} title="Window" {...(named && { opener })}>
        <button type="button">Inside</button>
      </Dialog>
    </main>
  );
}
const closeByEscape = () => fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });

describe("Dialog", () => {
  it("opens on what is in it, not on its way out", () => {
    render(<Page named={false} />);
    fireEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Inside" }));
  });

  it("gives the focus back to where it was", async () => {
    render(<Page named={false} />);
    const field = screen.getByRole("textbox");
    field.focus();
    fireEvent.keyDown(field, { key: "?" });

    expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true);

    closeByEscape();
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it("gives it back to the opener that it is told of, and to the page when there is no such place", async () => {
    const { rerender } = render(<Page named />);
    const opener = screen.getByRole("button", { name: "Open" });

    // Not focused by the click, as in Safari.
    fireEvent.click(opener);
    closeByEscape();
    await waitFor(() => expect(document.activeElement).toBe(opener));

    opener.blur();
    rerender(<Page named={false} />);
    fireEvent.click(opener);
    closeByEscape();

    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });

  it("asks before Escape costs what was written in it, and not for a text that is kept", async () => {
    const asked: string[] = [];
    vi.stubGlobal("confirm", (text: string) => asked.push(text) > 1);
    function Form() {
      const [open, setOpen] = useState(true);
      const [kept, setKept] = useState("");
      return (
        <Dialog open={open} onOpenChange={setOpen} title="Window">
          <textarea aria-label="Kept" value={kept} onChange={(event) => setKept(event.target.value)} />
          <input aria-label="Title" defaultValue="Graphs" />
        </Dialog>
      );
    }
    const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
    render(<Form />);
    write("Title", "Graphs 2");
    closeByEscape();
    expect(asked).toEqual(["Close without saving?"]);
    closeByEscape();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    cleanup();
    render(<Form />);
    write("Kept", "A draft");
    closeByEscape();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked).toHaveLength(2);
    vi.unstubAllGlobals();
  });
});
