import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useRef, useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ConfirmDialog } from "./confirm-dialog";

afterEach(cleanup);

function Page({ takesOpener, onConfirm }: { takesOpener?: boolean; onConfirm: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <main id="content" tabIndex={-1}>
      <button ref={opener} type="button" onClick={() => setOpen(true)}>
        Delete…
      </button>
      <ConfirmDialog
        {...{ open, onConfirm, opener, takesOpener }}
        onOpenChange={setOpen}
        title="Delete it?"
        text="It is gone for good."
        action="Delete"
      />
    </main>
  );
}
const ask = () => fireEvent.click(screen.getByRole("button", { name: "Delete…" }));
const confirm = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Delete" })));

describe("ConfirmDialog", () => {
  it("keeps the focus on its button while that works, and asks for it once", async () => {
    const tries: (() => void)[] = [];
    render(<Page onConfirm={() => new Promise((_done, fail) => tries.push(() => fail(new Error("no"))))} />);
    ask();
    const button = screen.getByRole<HTMLButtonElement>("button", { name: "Delete" });
    button.focus();
    await confirm();

    expect([button.getAttribute("aria-disabled"), button.disabled]).toEqual(["true", false]);

    await confirm();
    expect(tries).toHaveLength(1);

    await act(async () => tries[0]?.());
    expect(screen.getByRole("alert").textContent).not.toBe("");
    expect(document.activeElement).toBe(button);
  });

  it("gives the focus back to its opener; to the page when that goes with what was confirmed", async () => {
    render(<Page takesOpener onConfirm={async () => {}} />);
    ask();
    fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });

    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Delete…" })));

    ask();
    await confirm();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });
});
