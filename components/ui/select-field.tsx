import { type ComponentProps, useId } from "react";
import { cn } from "./cn";

type Props = ComponentProps<"select"> & {
  label: string;
  options: readonly { value: string; label: string }[];
  hint?: string;
  error?: string | undefined;
  /** For a filter beside others: the label is read out, not shown. */
  compact?: boolean;
};

/** A labelled choice of one; screen readers read hint and error with it. */
export function SelectField({ label, options, hint, error, compact = false, className, id: given, ...props }: Props) {
  const made = useId();
  const id = given ?? made;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className={compact ? "sr-only" : "font-semibold text-sm"}>
        {label}
      </label>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        className={cn(
          "w-full truncate rounded-lg border border-input bg-card pe-8 ps-3 aria-invalid:border-destructive",
          compact ? "h-10 text-sm" : "h-11 text-base",
        )}
        {...props}
      >
        {options.map(({ value, label: name }) => (
          <option dir="auto" key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {hint && !error && (
        <p id={`${id}-hint`} className="text-muted-foreground text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-destructive text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
