import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

const actClass = "h-7 gap-1.5 px-2 max-lg:w-8 max-lg:px-0";

type Props = {
  name: string;
  icon: LucideIcon;
  onClick: () => void;
  isMain?: boolean;
  /** Stays in sight on touch screens, where the others come with the selection. */
  isFirst?: boolean;
  expanded?: boolean;
};

/** One thing that can be done about a row: an icon, with its name where there is room. */
export function RowAct({ name, icon: Icon, onClick, isMain = false, isFirst = false, expanded }: Props) {
  return (
    <Button
      type="button"
      size="sm"
      variant={isMain ? "primary" : "outline"}
      title={name}
      aria-expanded={expanded}
      className={cn(actClass, !isFirst && laterClass)}
      onClick={onClick}
    >
      <Icon aria-hidden="true" />
      <span className="max-lg:sr-only">{name}</span>
    </Button>
  );
}

const laterClass = "pointer-coarse:hidden group-data-selected/row:pointer-coarse:inline-flex";

/** The look of a link among the acts. */
export const actLinkClass = cn(actClass, "w-8 px-0 lg:px-0", laterClass);

/**
 * What can be done about a row. Its place is always kept, or in a narrow window it lies over the row, so that nothing moves: in sight where
 * the pointer or the focus is, and in the selected row. On touch screens the first stands at the end, so that it stays under the finger
 * when the others come.
 */
export const RowActs = ({ children }: { children: ReactNode }) => (
  <div className="flex items-center gap-1 self-start pointer-coarse:flex-row-reverse max-sm:col-start-3 max-sm:row-span-2 max-sm:row-start-1 max-sm:pointer-fine:absolute max-sm:pointer-fine:end-3 max-sm:pointer-fine:top-1.5 pointer-coarse:opacity-100 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-data-selected/row:opacity-100">
    {children}
  </div>
);
