import type { ReactNode } from "react";

const cards = ["a", "b", "c"];
const bar = "rounded bg-muted motion-safe:animate-pulse";

/** Course cards in a grid. */
export function CourseGrid({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}

/** A placeholder of the same size while the cards load. */
export function CourseGridSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading courses</span>
      <CourseGrid>
        {cards.map((card) => (
          <div key={card} aria-hidden="true" className="grid content-start gap-3 rounded-xl border bg-card p-5">
            <span className={`h-6 w-3/5 ${bar}`} />
            <span className={`h-4 w-2/5 ${bar}`} />
            <span className={`h-10 w-full ${bar}`} />
            <span className={`mt-2 h-8 w-20 ${bar}`} />
          </div>
        ))}
      </CourseGrid>
    </div>
  );
}
