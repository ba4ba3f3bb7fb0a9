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
  /** What becomes of the title on a phone: it gives way, or stays whole on a line of its own, or is left out. */
  onPhone?: "gives-way" | "whole" | "left-out";
};

const bases = { "gives-way": "basis-40", whole: "max-sm:basis-full sm:basis-40", "left-out": "sm:basis-40" };

/** The video of a question, and the second of it. */
export const VideoFact = ({ title, seconds, onPhone = "gives-way" }: VideoProps) => (
  <span className={cn(givesWay, bases[onPhone], seconds === null && onPhone === "left-out" && "max-sm:hidden")}>
    <span className={cn("min-w-0 truncate", onPhone === "left-out" && "max-sm:hidden")}>
      <Name>{title}</Name>
    </span>
    {seconds !== null && <MomentChip seconds={seconds} />}
  </span>
);
