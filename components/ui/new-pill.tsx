import { ArrowUp } from "lucide-react";

/** Says how many rows have come while one reads, and takes them in. Dark, because filled amber is for what a page is for. */
export const NewPill = ({ count, onShow }: { count: string | number; onShow: () => void }) => (
  <button
    type="button"
    onClick={onShow}
    className="pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-foreground px-3.5 font-medium text-background text-sm tabular-nums shadow-raised"
  >
    <ArrowUp className="size-4" aria-hidden="true" />
    {count} new
  </button>
);

/**
 * The pill above a list, in a room of its own: it covers nothing of the first row, and nothing moves when it comes. It stays while one
 * scrolls. Nothing for null.
 */
export const NewPillAbove = ({ count, onShow }: { count: string | number | null; onShow: () => void }) => (
  <div role="status" className="pointer-events-none relative z-10 tall:sticky tall:top-18 -mt-4 flex h-8 items-center justify-center">
    {count !== null && <NewPill count={count} onShow={onShow} />}
  </div>
);
