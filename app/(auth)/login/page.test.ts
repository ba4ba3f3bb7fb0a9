import { describe, expect, it, vi } from "vitest";
import LoginPage from "./page";

// Next's `redirect` throws too, so that nothing after it runs.
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`to ${to}`);
  },
}));
vi.mock("#app/session.ts", () => ({ currentCaller: async () => ({ user: { role: "student" } }), hasEndedSession: async () => false }));

const open = (query: Record<string, string | string[]>) => LoginPage({ searchParams: Promise.resolve(query) });

describe("LoginPage", () => {
  it("leads who is signed in already, by another tab say, on to where they were; and nowhere else", async () => {
    await expect(open({ next: "/discussions/threads/t1?at=2" })).rejects.toThrow(/^to \/discussions\/threads\/t1\?at=2$/);
    await expect(open({})).rejects.toThrow(/^to \/$/);
    for (const next of ["https://evil.example/", "//evil.example", ["/a", "/b"]]) await expect(open({ next })).rejects.toThrow(/^to \/$/);
  });
});
