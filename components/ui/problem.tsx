import type { ReactNode } from "react";

/** An error that is announced. Always in the page, so that screen readers announce new content; without children it takes no room. */
export function Problem({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div role="alert" id={id} className="empty:absolute">
      {children && (
        <div className="rounded-lg border border-destructive/40 bg-destructive/8 px-3 py-2 text-destructive text-sm">{children}</div>
      )}
    </div>
  );
}
