import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testThread } from "#lib/client/testing.ts";
import type { QueueRow } from "#lib/client/thread/queue-fold.ts";
import { keepPlace } from "../queue-place/kept-place";
import { useKeptSelection } from "./kept-selection";

const row = (id: string): QueueRow => {
  const at = "2026-01-01T10:00:00.000Z";
  const item = { ...testThread({ id }), waiting_since: at, latest_message: { id, content: id, created_at: at } };
  return { id, isFold: false, beyond: 0, isOpen: false, items: [item] };
};
const rows = (...ids: string[]) => ids.map(row);

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

/** Renders each step's rows. @returns what is selected at the end, and how often more rows were loaded */
function come(...steps: { rows: QueueRow[]; hasMore?: boolean; address?: string }[]) {
  const seen = { selected: null as string | null, more: 0, asked: 0 };
  const select = (id: string) => {
    seen.selected = id;
  };
  const more = () => {
    seen.more++;
  };
  const refetch = () => {
    seen.asked++;
  };
  const [first, ...others] = steps;
  const { rerender } = renderHook(
    ({ rows: here, hasMore = false, address = "/dashboard" }: (typeof steps)[number]) =>
      useKeptSelection({
        address,
        state: { rows: here, selected: seen.selected },
        more: hasMore ? more : null,
        loading: false,
        select,
        refetch,
      }),
    { initialProps: first ?? { rows: [] } },
  );
  for (const step of others) rerender(step);
  return seen;
}

describe("coming back to the queue", () => {
  beforeEach(() => keepPlace({ address: "/dashboard", id: "c", at: 2, place: 2 }));

  it("selects the row one left from, once", () => {
    expect(come({ rows: rows("a", "b", "c") })).toEqual({ selected: "c", more: 0, asked: 1 });
    expect(come({ rows: rows("a", "b", "c") })).toEqual({ selected: null, more: 0, asked: 0 });
  });

  it("selects what has taken its place when it was answered, and the last when nothing has", () => {
    expect(come({ rows: rows("a", "b", "d", "e") }).selected).toBe("d");
    keepPlace({ address: "/dashboard", id: "c", at: 2, place: 2 });
    expect(come({ rows: rows("a", "b") }).selected).toBe("b");
  });

  it("loads as far as it was", () => {
    expect(come({ rows: rows("a"), hasMore: true }, { rows: rows("a", "b", "c"), hasMore: true })).toEqual({
      selected: "c",
      more: 1,
      asked: 1,
    });
  });

  it("leaves another view of the queue as it is", () => {
    expect(come({ rows: rows("a", "b", "c"), address: "/dashboard?scope=mine" }).selected).toBeNull();
  });
});
