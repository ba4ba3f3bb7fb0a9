import { X } from "lucide-react";
import type { ReactNode } from "react";

/** The field for a question over the picture, in full screen. */
export function PictureAsk({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <section
      aria-label="Ask a question"
      className="relative ms-auto mb-3 max-h-[70vh] w-full max-w-md overflow-y-auto rounded-xl bg-card text-start text-base text-foreground leading-normal shadow-raised"
    >
      <button
        type="button"
        onClick={onClose}
        className="absolute end-2 top-2 z-10 grid size-9 place-items-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <X className="size-4" aria-hidden="true" />
        <span className="sr-only">Close</span>
      </button>
      {children}
    </section>
  );
}
