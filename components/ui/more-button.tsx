"use client";
import { useEffect, useRef } from "react";
import { Button } from "./button";

type Props = {
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  /** In the middle below its list, where no grid lays it out. */
  centred?: boolean;
};

const rowsOf = (list: Element) => [...list.querySelectorAll<HTMLElement>(":scope > li, :scope > tbody > tr")];

/** The list that ends before the button. */
function listBefore(button: Element): Element | null {
  for (let beside = button.previousElementSibling; beside; beside = beside.previousElementSibling) {
    const list = beside.matches("ul, ol, table") ? beside : beside.querySelector("ul, ol, table");
    if (list) return list;
  }
  return null;
}

/**
 * The button for more rows of a list; nothing when it is complete. It follows its list as a sibling. When it vanishes with the last rows,
 * its focus moves to the first of them, also when a list that goes on by itself has brought them.
 */
export function MoreButton({ hasMore, loading, onMore, centred = false }: Props) {
  const before = useRef<{ list: Element; rows: Set<HTMLElement>; button: Element } | null>(null);
  useEffect(() => {
    // It failed, or there is still more, so the focus stays. Rows may come a render after the loading has ended, so a button that has
    // the focus may still vanish with it.
    if (hasMore && !loading && document.activeElement !== before.current?.button) before.current = null;
    if (hasMore || !before.current) return;
    const { list, rows } = before.current;
    before.current = null;
    const first = rowsOf(list).find((row) => !rows.has(row));
    if (!first || document.activeElement !== document.body) return;
    const target = first.querySelector<HTMLElement>("a[href], button") ?? first;
    if (target === first) first.tabIndex = -1;
    target.focus({ preventScroll: true });
  }, [hasMore, loading]);
  const look = (button: Element) => {
    const list = listBefore(button);
    return list && { list, rows: new Set(rowsOf(list)), button };
  };
  if (!hasMore) return null;
  return (
    <Button
      type="button"
      variant="outline"
      className={centred ? "mx-auto mt-4 flex!" : "justify-self-center"}
      // Not `disabled`: the focus would be lost.
      aria-disabled={loading}
      onFocus={({ currentTarget }) => {
        before.current = look(currentTarget);
      }}
      onClick={({ currentTarget }) => {
        if (loading) return;
        before.current = look(currentTarget);
        onMore();
      }}
    >
      {loading ? "Loading…" : "Show more"}
    </Button>
  );
}
