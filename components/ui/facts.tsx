import type { ReactNode } from "react";
import { cn } from "./cn";
import { MomentChip } from "./moment";
import { Name } from "./name";

/**
 * What there is to say of a row in a few words, with dots between: who, where, when. Nothing is cut to a few letters: what has no room goes
 * to the next line.
 */
export const Facts = ({ children, className }: { children: ReactNode; className?: string }) => (
  <p className={cn("dotted min-w-0 items-center whitespace-nowrap text-meta text-muted-foreground", className)}>{children}</p>
);

/** Gives its room to the facts after it, down to some twelve letters, before one of them has to go to the next line. */
export const givesWay = "flex min-w-0 max-w-max grow shrink items-center gap-x-1.5";

type VideoProps = {
  title: string;
  seconds: number | null;
  /** What else is said matters more: on a phone the title is left out. */
  isMinor?: boolean;
};

/** The video of a question, and the second of it. */
export const VideoFact = ({ title, seconds, isMinor = false }: VideoProps) => (
  <span className={cn(givesWay, isMinor ? "max-sm:grow-0 max-sm:empty:hidden sm:basis-40" : "basis-40")}>
    <span className={cn("min-w-0 truncate", isMinor && "max-sm:hidden")}>
      <Name>{title}</Name>
    </span>
    {seconds !== null && <MomentChip seconds={seconds} />}
  </span>
);
