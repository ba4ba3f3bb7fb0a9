"use client";
import { useExactTimes } from "../ui/local-time";

/** Chooses for this browser whether lists say when something was, instead of how long ago. Applies it at once. */
export function TimesChoice() {
  const [exact, choose] = useExactTimes();
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
      <input
        type="checkbox"
        checked={exact}
        onChange={(event) => choose(event.target.checked)}
        className="size-4 shrink-0 accent-accent-strong"
      />
      Show dates and times instead of “5 min ago”
    </label>
  );
}
