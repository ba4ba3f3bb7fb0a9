import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
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
});
