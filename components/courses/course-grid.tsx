import type { ReactNode } from "react";

/** Course cards in a grid. */
export function CourseGrid({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}
