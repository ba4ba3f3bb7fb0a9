import { type ComponentProps, cloneElement, isValidElement } from "react";
import { cn } from "./cn";

const base =
  "inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-semibold transition-colors duration-100 disabled:pointer-events-none disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0";
const variants = {
  /** The one act that a page is about. It steps back while one is in a form elsewhere on the page. */
  primary:
    "bg-primary text-primary-foreground hover:bg-primary-hover elsewhere:bg-card elsewhere:text-foreground elsewhere:inset-ring elsewhere:inset-ring-border elsewhere:hover:bg-muted",
  /** The act of one of several forms on a page, which is filled while one is in that form. */
  inForm:
    "bg-card text-foreground inset-ring inset-ring-border hover:bg-muted in-this-form:bg-primary in-this-form:text-primary-foreground in-this-form:inset-ring-0 in-this-form:hover:bg-primary-hover",
  outline: "border border-border bg-card text-foreground hover:bg-muted",
  /** Opens a window that asks before it destroys something. */
  warning: "border border-border bg-card text-destructive hover:bg-muted",
  ghost: "text-foreground hover:bg-muted",
  destructive: "bg-destructive text-destructive-foreground hover:opacity-90",
};
const sizes = { md: "h-10 px-4 text-sm", sm: "h-8 px-3 text-meta", lg: "h-11 px-5 text-base", icon: "size-10" };

type Look = { variant?: keyof typeof variants; size?: keyof typeof sizes };

/** What makes something look like a button. */
export const buttonClass = ({ variant = "primary", size = "md" }: Look = {}) => cn(base, variants[variant], sizes[size]);

type Props = ComponentProps<"button"> & Look & { /** Gives its one child, a link say, the look of the button. */ asChild?: boolean };

export function Button({ className, variant = "primary", size = "md", asChild = false, children, ...props }: Props) {
  const look = cn(buttonClass({ variant, size }), className);
  if (!asChild)
    return (
      <button className={look} {...props}>
        {children}
      </button>
    );
  return (
    isValidElement<{ className?: string }>(children) && cloneElement(children, { ...props, className: cn(look, children.props.className) })
  );
}
