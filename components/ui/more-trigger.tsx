import { Ellipsis } from "lucide-react";
import type { RefObject } from "react";
import { cn } from "./cn";
import { DropdownMenuTrigger } from "./dropdown-menu";

type Props = { opener: RefObject<HTMLButtonElement | null> /** What the menu is about. */; of: string; className?: string };

/** The button of a menu with everything else that can be done about something. */
export const MoreTrigger = ({ opener, of, className = "size-9" }: Props) => (
  <DropdownMenuTrigger
    ref={opener}
    aria-label={`More about ${of}`}
    className={cn("grid shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground", className)}
  >
    <Ellipsis className="size-4" aria-hidden="true" />
  </DropdownMenuTrigger>
);
