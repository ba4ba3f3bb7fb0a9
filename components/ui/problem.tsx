import type { ReactNode } from "react";

/** What went wrong, said aloud. Always in the page, so that what comes into it is announced; without children it takes no room. */
export function Problem({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div role="alert" id={id} className="empty:absolute">
      {children && (
        <div className="rounded-lg border border-destructive/40 bg-destructive/8 px-3 py-2 text-destructive text-sm">{children}</div>
      )}
    </div>
  );
}
