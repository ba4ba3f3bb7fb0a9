import type { ReactNode } from "react";

type Props = { id: string; title: string; about?: ReactNode; children: ReactNode };

/** A part of a settings page: its description on the left and its controls on the right, or one above the other on narrow screens. */
export function Section({ id, title, about, children }: Props) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-t py-8 first:border-t-0 first:pt-0 md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-1">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {about && <div className="text-muted-foreground text-sm leading-relaxed">{about}</div>}
      </div>
      {/* A field is not wider than what one writes in it. */}
      <div className="min-w-0 max-w-2xl">{children}</div>
    </section>
  );
}
