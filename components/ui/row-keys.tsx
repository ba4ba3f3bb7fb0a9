"use client";
import type { RefObject } from "react";
import { type BoundKey, PageKeys } from "./page-keys";
import { takeFocus } from "./take-focus";

/** What the header covers at most, in px. */
const headerHeight = 80;

/** The keys that go through a list: `j` and `k` bring the focus to the first link of a row, and Enter then follows it. */
export function RowKeys({ list, of }: { list: RefObject<HTMLElement | null> /** What a row is, in the singular. */; of: string }) {
  const move = (by: 1 | -1) => {
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const first = rows.find((each) => each.getBoundingClientRect().bottom > headerHeight) ?? rows[0];
    const row = at === -1 ? first : rows[at + by];
    takeFocus(row?.querySelector("a"));
    row?.scrollIntoView?.({ block: "nearest" });
  };
  const bound: BoundKey[] = [
    { keys: ["j"], description: `Next ${of}`, run: () => move(1) },
    { keys: ["k"], description: `Previous ${of}`, run: () => move(-1) },
    { keys: ["Enter"], description: `Open the ${of}`, run: () => false },
  ];
  return <PageKeys bound={bound} />;
}
