import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import { SchoolFooter } from "../layout/school-footer";
import { isWide, SchoolMark } from "../layout/school-mark";
import { LogoForm } from "./logo-form";
import { SchoolForm } from "./school-form";

const wire = vi.hoisted(() => ({ said: [] as string[] }));
vi.mock("#components/ui/toast.ts", () => ({ toast: (text: string) => wire.said.push(text) }));

let calls: { method: string; path: string; body: unknown }[];
beforeEach(() => {
  wire.said = [];
  const fetching = fakeFetch(() => ({}));
  calls = fetching.calls;
  vi.stubGlobal("fetch", fetching.fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const face = { name: "Süd", contact: "help@example.edu", imprint: "https://example.edu/i", privacy: null, logo: null };
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => act(async () => fireEvent.click(screen.getByRole("button", { name: "Save" })));

describe("SchoolForm", () => {
  it("sends only what was changed; an empty field takes its link away", async () => {
    render(<SchoolForm initial={face} />);
    await save();
    expect(calls).toEqual([]);
    expect(wire.said).toEqual(["No changes to save"]);

    type("Imprint", " ");
    type("Privacy notice", "https://example.edu/p");
    await save();
    expect(calls).toMatchObject([{ method: "PATCH", path: "/api/school", body: { imprint: null, privacy: "https://example.edu/p" } }]);
  });

  it("shows what another admin saved in an untouched field, and keeps the text that is being typed in another field", () => {
    const { rerender } = render(<SchoolForm initial={face} />);
    type("Name", "Nord");
    rerender(<SchoolForm initial={{ ...face, contact: "ask@example.edu" }} />);
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Nord");
    expect(screen.getByLabelText<HTMLInputElement>("Help and contact").value).toBe("ask@example.edu");
  });

  it("sends a picture as it is, and none that is too large", async () => {
    render(<LogoForm school={face} />);
    const choose = (file: File) => act(async () => fireEvent.change(screen.getByLabelText("Picture"), { target: { files: [file] } }));
    await choose(new File([new Uint8Array(300 * 1024)], "large.png"));

    expect(screen.getByText(/A logo can be up to 256 kB/)).toBeTruthy();
    expect(calls).toEqual([]);

    await choose(new File(["abc"], "logo.png"));
    await waitFor(() => expect(wire.said).toEqual(["Logo saved"]));
    expect(calls).toMatchObject([{ method: "PUT", path: "/api/school/logo", body: { image_base64: "YWJj" } }]);
  });

  it("leads to what is set, and nowhere else", () => {
    const { container } = render(<SchoolFooter school={{ ...face, name: "<b>\u05d0\u05d1</b>" }} />);
    const links = [...container.querySelectorAll("a")].map((a) => [a.textContent, a.getAttribute("href"), a.getAttribute("rel")]);

    expect(links).toEqual([
      ["Help and contact", "mailto:help@example.edu", null],
      ["Imprint (new tab)", "https://example.edu/i", "noopener noreferrer"],
    ]);
    expect(container.querySelector("b")).toBeNull();
    expect(render(<SchoolFooter school={{ ...face, name: null, contact: null, imprint: null }} />).container.innerHTML).toBe("");
  });

  it("draws the logo at its own proportions, and the raised hand without one", () => {
    const logo = { path: "/api/school/logo/abc", width: 512, height: 128 };
    const { container } = render(<SchoolMark school={{ logo }} className="h-8" />);
    expect(container.querySelector("img")?.getAttribute("src")).toBe(logo.path);
    expect(isWide({ logo })).toBe(true);
    expect(render(<SchoolMark school={face} className="h-8" />).container.querySelector("svg")).not.toBeNull();
  });
});
