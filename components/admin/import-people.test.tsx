import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing.ts";
import type { ImportedRow, ImportReport } from "#lib/contract/users.ts";
import { ImportPeople } from "./import-people";
import { linesText } from "./import-problems";

const row: ImportedRow = {
  line: 2,
  email: "ada@example.edu",
  first_name: "Ada",
  last_name: "Lovelace",
  role: "student",
  course: null,
  account: "new",
  enrolment: null,
};
const report = (more: Partial<ImportReport>): ImportReport => ({
  confirmed: false,
  rows: [row],
  problems: [],
  accounts: 1,
  enrolments: 0,
  unconfirmed: 0,
  mailed: false,
  mail_problem: null,
  headings: ["email", "first_name", "last_name", "role", "course"],
  columns: { email: 1, first_name: 2, last_name: 3, role: 4, course: 5 },
  missing_columns: [],
  ...more,
});

let sent: { csv_base64: string; confirm: boolean; columns: unknown }[] = [];
let answer: () => unknown = () => null;
beforeEach(() => {
  sent = [];
  const { fetch } = fakeFetch((_method, _path, body) => {
    sent.push(body as (typeof sent)[number]);
    return answer();
  });
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const choose = (text: string) =>
  act(async () => fireEvent.change(screen.getByLabelText("CSV file"), { target: { files: [new File([text], "people.csv")] } }));

describe("ImportPeople", () => {
  it("writes nothing before it was looked through and confirmed, then the very bytes that were looked at", async () => {
    render(<ImportPeople lecturers={[]} />);
    answer = () => report({ problems: [{ line: 3, msg: '"ada@" is not an email address', person: "Ada Lovelace" }] });
    await choose("email,…\nÄda");

    expect((await screen.findByText("Line 3")).parentElement?.textContent).toBe('Line 3Ada Lovelace: "ada@" is not an email address');
    expect(sent).toEqual([{ csv_base64: Buffer.from("email,…\nÄda").toString("base64"), confirm: false, columns: {} }]);

    answer = () => report({ confirmed: true, rows: [{ ...row, invitation_url: "http://localhost/set-password#t" }] });
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Import the valid lines" })));
    expect(sent[1]).toEqual({ ...sent[0], confirm: true });
    expect(await screen.findByText(/1 link is shown only once/)).toBeTruthy();

    const leaves = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect([leaves(), screen.queryByRole("button", { name: "Import another file" })]).toEqual([false, null]);

    const asked = vi.spyOn(window, "confirm").mockReturnValue(false);
    fireEvent.popState(window);
    expect(fireEvent.click(screen.getByRole("link", { name: "Go to People" }))).toBe(false);
    expect(asked).toHaveBeenCalledTimes(2);
    expect(asked).toHaveBeenCalledWith(expect.stringContaining("downloaded 1 link that"));

    vi.spyOn(URL, "createObjectURL").mockReturnValue("#links");
    vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    fireEvent.click(screen.getByRole("button", { name: "Download the report with the links" }));
    expect(leaves()).toBe(true);

    document.addEventListener("click", (event) => event.preventDefault(), { once: true });
    fireEvent.click(screen.getByRole("link", { name: "Go to People" }));
    fireEvent.popState(window);

    expect(asked).toHaveBeenCalledTimes(2);

    asked.mockRestore();
    expect(screen.getByRole("button", { name: "Import another file" })).toBeTruthy();
  });

  it("confirms nothing where there is nothing to do, and says what the server has against a file", async () => {
    render(<ImportPeople lecturers={[]} />);
    answer = () => report({ rows: [], accounts: 0, problems: [{ line: 2, msg: "role is unknown" }] });
    await choose("email");
    const button = await screen.findByRole("button", { name: "Nothing to import" });
    fireEvent.click(button);
    answer = () =>
      Response.json(
        {
          success: false,
          error: "csv_base64 must not be an empty file",
          details: [{ msg: "must not be an empty file", param: "csv_base64", location: "body" }],
        },
        { status: 400 },
      );
    await choose("x");

    await waitFor(() => expect(screen.getByText("The file must not be an empty file")).toBeTruthy());
    expect(sent.every(({ confirm }) => !confirm)).toBe(true);

    await choose("");
    await waitFor(() => expect(screen.getByText("This file is empty.")).toBeTruthy());
  });

  it("says a fault of many lines once, offers to make the course that is missing, and looks again", async () => {
    render(<ImportPeople lecturers={[{ id: "l1", name: "Jane Smith" }]} />);
    const problems = Array.from({ length: 200 }, (_, n) => ({
      line: n + 2,
      msg: 'there is no course "Nowhere"',
      unknown_course: "Nowhere",
    }));
    answer = () => report({ rows: [], accounts: 0, problems });
    await choose("email");

    expect(await screen.findByText("Lines 2–201")).toBeTruthy();
    expect(screen.getAllByText('there is no course "Nowhere"')).toHaveLength(1);

    fireEvent.click(screen.getByRole("button", { name: "Create the course “Nowhere”" }));
    expect(screen.getByLabelText("Title")).toHaveProperty("value", "Nowhere");

    answer = () => report({});
    fireEvent.change(screen.getByLabelText("Lecturer"), { target: { value: "l1" } });
    await act(async () => fireEvent.submit(screen.getByLabelText("Title")));
    await waitFor(() => expect(screen.queryByText("Lines 2–201")).toBeNull());
    expect(sent.at(-1)).toMatchObject({ confirm: false, columns: { email: 1, course: 5 } });
  });

  it("asks which column is what where the first line does not say it", async () => {
    render(<ImportPeople lecturers={[]} />);
    const columns = { email: null, first_name: 2, last_name: 3, role: 4, course: null };
    answer = () =>
      report({ rows: [], accounts: 0, headings: ["Wer", "first_name", "last_name", "role"], columns, missing_columns: ["email"] });
    await choose("Wer");

    expect(await screen.findByText(/find these columns in the first line: email\./)).toBeTruthy();

    answer = () => report({});
    await act(async () => fireEvent.change(screen.getByLabelText("Email"), { target: { value: "1" } }));
    expect(sent.at(-1)).toMatchObject({ confirm: false, columns: { ...columns, email: 1 } });

    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Import" })));
    expect(sent.at(-1)).toMatchObject({ confirm: true, columns: { ...columns, email: 1 } });
  });

  it.each([
    [[4], "Line 4"],
    [[2, 3, 4, 9], "Lines 2–4, 9"],
    [[1, 3, 5, 7, 8, 10], "Lines 1, 3, 5 and 3 more"],
  ])("names the lines %j", (lines, text) => expect(linesText(lines)).toBe(text));
});
