import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fakeFetch } from "#lib/client/testing";
import type { ImportedRow, ImportReport } from "#lib/contract/users";
import { ImportPeople } from "./import-people";

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
  ...more,
});

let sent: { csv_base64: string; confirm: boolean }[] = [];
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

it("writes nothing before it was looked through and confirmed, then the very bytes that were looked at", async () => {
  render(<ImportPeople />);
  answer = () => report({ problems: [{ line: 3, msg: "email must be an e-mail address" }] });
  await choose("email,…\nÄda");
  expect(await screen.findByText("Line 3")).toBeTruthy();
  expect(sent).toEqual([{ csv_base64: Buffer.from("email,…\nÄda").toString("base64"), confirm: false }]);
  answer = () => report({ confirmed: true, rows: [{ ...row, invitation_url: "http://localhost/set-password#t" }] });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Import the good lines" })));
  expect(sent[1]).toEqual({ ...sent[0], confirm: true });
  expect(await screen.findByText(/1 link is shown only now/)).toBeTruthy();

  const leaves = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect([leaves(), screen.queryByRole("button", { name: "Import another file" })]).toEqual([false, null]);
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "#links", revokeObjectURL: () => undefined }));
  fireEvent.click(screen.getByRole("button", { name: "Download the report with the links" }));
  expect(leaves()).toBe(true);
  expect(screen.getByRole("button", { name: "Import another file" })).toBeTruthy();
});

it("confirms nothing where there is nothing to do, and says what the server has against a file", async () => {
  render(<ImportPeople />);
  answer = () => report({ rows: [], accounts: 0, problems: [{ line: 2, msg: "role is unknown" }] });
  await choose("email");
  const button = await screen.findByRole("button", { name: "Nothing to import" });
  fireEvent.click(button);
  answer = () => Response.json({ success: false, error: "csv_base64 has no header line" }, { status: 400 });
  await choose("x");
  await waitFor(() => expect(screen.getByText("csv_base64 has no header line")).toBeTruthy());
  expect(sent.every(({ confirm }) => !confirm)).toBe(true);
  await choose("");
  await waitFor(() => expect(screen.getByText("This file is empty.")).toBeTruthy());
});
