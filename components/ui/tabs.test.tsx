import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Tab, TabList, TabPanel, Tabs } from "./tabs";

function Page() {
  const [value, setValue] = useState("write");
  return (
    <Tabs value={value} onValue={setValue}>
      <TabList label="Views">
        <Tab value="write">Write</Tab>
        <Tab value="preview">Preview</Tab>
      </TabList>
      <TabPanel value="write">The text</TabPanel>
      <TabPanel value="preview">What it looks like</TabPanel>
    </Tabs>
  );
}
const tab = (name: string) => screen.getByRole("tab", { name });
const shown = () => screen.getByRole("tabpanel").textContent;

beforeEach(() => void render(<Page />));
afterEach(cleanup);

describe("Tabs", () => {
  it("show one view, of which the tab says that it is chosen", () => {
    expect(shown()).toBe("The text");
    expect(screen.queryByText("What it looks like")).toBeNull();

    fireEvent.click(tab("Preview"));
    expect(screen.getByRole("tabpanel", { name: "Preview" }).textContent).toBe("What it looks like");
    expect([tab("Write"), tab("Preview")].map((one) => [one.getAttribute("aria-selected"), one.tabIndex])).toEqual([
      ["false", -1],
      ["true", 0],
    ]);
  });

  it("change when the press begins, because the tab may move before it ends", () => {
    fireEvent.mouseDown(tab("Preview"), { button: 2 });
    expect(shown()).toBe("The text");
    fireEvent.mouseDown(tab("Preview"), { button: 0 });
    expect(shown()).toBe("What it looks like");
  });

  it("are chosen by arrows, around the end, and by Home and End", () => {
    tab("Write").focus();

    for (const [key, name] of [
      ["ArrowRight", "Preview"],
      ["ArrowRight", "Write"],
      ["ArrowLeft", "Preview"],
      ["Home", "Write"],
      ["End", "Preview"],
    ] as const) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key });
      expect(document.activeElement).toBe(tab(name));
      expect(tab(name).getAttribute("aria-selected")).toBe("true");
    }
  });
});
