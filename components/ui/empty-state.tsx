import { type LucideIcon, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

type Props = {
  /** Says the same as the title, and nothing else anywhere. */
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** `h1` where it is the only content of the page. */
  heading?: "h1" | "h2" | "h3";
};

/** An empty place, with what to do next. */
export function EmptyState({ icon: Icon, title, children, action, heading: Heading = "h2" }: Props) {
  return (
    <div className="grid justify-items-center gap-2 rounded-xl border border-dashed px-6 py-14 text-center">
      <span className="mb-1 grid size-11 place-items-center rounded-full bg-accent-soft text-accent-text">
        <Icon className="size-5" aria-hidden="true" />
      </span>
      <Heading className="font-semibold">{title}</Heading>
      <p className="max-w-[46ch] text-balance text-muted-foreground text-sm leading-relaxed">{children}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

/** A list of people in which a search found nobody. */
export function NoMatches({ onClear, children }: { onClear: () => void; children: ReactNode }) {
  const clear = (
    <Button type="button" variant="outline" onClick={onClear}>
      Show everyone
    </Button>
  );
  return (
    <EmptyState icon={SearchX} title="No matches" action={clear}>
      {children}
    </EmptyState>
  );
}
