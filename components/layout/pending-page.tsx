"use client";
import { usePathname } from "next/navigation";
import { startTransition, useEffect, useOptimistic } from "react";
import { onDemand } from "../ui/on-demand";
import { onNavigation } from "./navigation";

const parts = onDemand(() => import("./page-skeleton"));

/** The path of the page that is on its way; null while there is none. It goes with the transition, however that ends. */
function usePendingPath(): string | null {
  const [next, setNext] = useOptimistic<string | null>(null);
  useEffect(() => onNavigation((to) => startTransition(() => setNext(to))), [setNext]);
  return next;
}

/** A line below the header while another page is on its way, from 150 ms on. */
export function ProgressLine() {
  if (usePendingPath() === null) return null;
  return (
    <div role="progressbar" aria-label="Loading the page" className="progress-line absolute inset-x-0 -bottom-0.5 h-0.5 bg-accent-strong" />
  );
}

/**
 * A skeleton of the page that is on its way, over the one that is left, from 150 ms on. That one keeps its place below, for Back and for a
 * transition that fails. Not `loading.tsx`, which would answer 200 before anybody knows whether there is such a page.
 */
export function PendingPage() {
  const here = usePathname();
  const next = usePendingPath();
  const loaded = parts.use();
  return loaded && next !== null && next !== here && <loaded.PageSkeleton path={next} />;
}
