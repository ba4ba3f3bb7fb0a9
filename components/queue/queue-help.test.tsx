import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { QueueHelp } from "./queue-help";

afterEach(cleanup);

function Page() {
  const [open, setOpen] = useState(false);
  return (
    <main id="content" tabIndex={-1}>
      <button type="button" onClick={() => setOpen(true)} onKeyDown={({ key }) => key === "?" && setOpen(true)}>
        Row
      </button>
      <QueueHelp open={open} onOpenChange={setOpen} />
    </main>
  );
}

describe("QueueHelp", () => {
  it("gives the focus back to where one was, by key or by button", async () => {
    render(<Page />);
    const row = screen.getByRole("button", { name: "Row" });
    for (const open of [() => fireEvent.keyDown(row, { key: "?" }), () => fireEvent.click(row)]) {
      row.focus();
      open();
      fireEvent.keyDown(screen.getByRole("dialog", { name: "Keyboard shortcuts" }), { key: "Escape" });
      await waitFor(() => expect(document.activeElement).toBe(row));
      row.blur();
    }
  });
});
