import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { testLive } from "#components/testing.tsx";
import { fakeFetch } from "#lib/client/testing.ts";
import type { ListedUser } from "#lib/contract/users.ts";
import { noFilter } from "./user-filter";
import { UserList } from "./user-list";

let live: ReturnType<typeof testLive>;

const user = (n: number): ListedUser => ({
  id: `u${n}`,
  email: `u${n}@example.edu`,
  role: n % 2 === 0 ? "student" : "lecturer",
  first_name: `Person`,
  last_name: `${n}`,
  created_at: "2026-01-01T10:00:00.000Z",
  ...(n === 3 && { email_confirmed: false as const }),
});
const users = (from: number, count: number) => Array.from({ length: count }, (_, index) => user(from + index));
const page = (items: ListedUser[], next_cursor?: string) =>
  Response.json({ success: true, message: "Done", data: items, ...(next_cursor && { next_cursor }) });
const shown = () => screen.queryAllByRole("article").length;

let answer: (path: string) => unknown = () => page([]);
let asked: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  navigation.path = "/admin/users";
  live = testLive();
  asked = [];
  const { fetch } = fakeFetch((_method, path) => {
    asked.push(path);
    return answer(path);
  });
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const show = (items: ListedUser[], cursor: string | null = null) =>
  render(<UserList initial={{ items, cursor }} filter={noFilter} />, { wrapper: live.Live });

describe("UserList", () => {
  it("searches once the typing rests, and has the search in the address at once, so that it undoes no click after it", async () => {
    answer = () => page([user(7)]);
    show(users(1, 3));
    expect(screen.getAllByText("Email not confirmed")).toHaveLength(1);

    const field = screen.getByRole("searchbox", { name: "Search by name or email" });
    for (const value of ["p", "pe", "person 7"]) fireEvent.change(field, { target: { value } });
    expect(window.location.pathname + window.location.search).toBe("/admin/users?query=person+7");

    window.history.replaceState(null, "", "/admin/users/u7");
    await pass(300);
    expect(asked).toEqual(["/api/users?query=person+7&limit=20"]);
    expect(window.location.pathname).toBe("/admin/users/u7");
    expect(shown()).toBe(1);
  });

  it("fetches anew as far as it is shown when somebody has changed something", async () => {
    answer = (path) => (path.includes("cursor") ? page(users(21, 5)) : page(users(1, 20), "next"));
    show(users(1, 20), "next");
    fireEvent.click(screen.getByRole("button", { name: "Show more" }));
    await pass(0);

    expect(shown()).toBe(25);

    answer = () => page(users(2, 24));
    asked = [];
    await live.receive("users:changed");
    await pass(300);

    expect(asked).toEqual(["/api/users?limit=25"]);
    expect(shown()).toBe(24);
    expect(screen.queryByText("u1@example.edu")).toBeNull();
  });

  it("shows what was asked for last, whichever answer comes last", async () => {
    let late: (response: Response) => void = () => {};
    answer = (path) => (path.includes("role") ? page([user(2)]) : new Promise<Response>((done) => (late = done)));
    show(users(1, 3));
    await live.receive("users:changed");
    await pass(300);
    fireEvent.change(screen.getByRole("combobox", { name: "Role" }), { target: { value: "student" } });
    await pass(300);
    late(page(users(1, 9)));
    await pass(0);

    expect(shown()).toBe(1);
  });

  it("says so when nobody is found, and shows everybody again", async () => {
    answer = (path) => page(path.includes("query") ? [] : users(1, 2));
    show(users(1, 2));
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "zzz" } });
    await pass(300);

    expect(screen.getByText("No name or email contains “zzz”.")).toBeTruthy();

    answer = (path) => page(path.includes("invitation") ? [] : users(1, 2));
    fireEvent.change(screen.getByRole("combobox", { name: "Invitation" }), { target: { value: "failed" } });
    await pass(0);

    expect(asked.at(-1)).toBe("/api/users?query=zzz&invitation=failed&limit=20");
    expect(screen.getByText(/Nobody here has an invitation in this state/)).toBeTruthy();

    fireEvent.click(screen.getByRole("button", { name: "Show everyone" }));
    await pass(300);
    expect(shown()).toBe(2);
  });
});
