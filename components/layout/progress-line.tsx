"use client";
import { startTransition, useEffect, useOptimistic } from "react";
import { onNavigation } from "./navigation";

/**
 * A line below the header while another page is on its way, from 150 ms on. It goes with the transition to that page, however that ends.
 * Not `loading.tsx`, which would answer 200 before anybody knows whether there is such a page.
 */
export function ProgressLine() {
  const [isUnderWay, setUnderWay] = useOptimistic(false);
  useEffect(() => onNavigation(() => startTransition(() => setUnderWay(true))), [setUnderWay]);
  if (!isUnderWay) return null;
  return (
    <div role="progressbar" aria-label="Loading the page" className="progress-line absolute inset-x-0 -bottom-0.5 h-0.5 bg-accent-strong" />
  );
}
