import { type ComponentProps, useId } from "react";
import { cn } from "./cn";
import { FieldFrame, type FieldWords, wordsOf } from "./field";

type Props = ComponentProps<"select"> &
  FieldWords & {
    options: readonly { value: string; label: string }[];
    /** For a filter beside others: the label is read out, not shown. */
    compact?: boolean;
  };

/** A labelled choice of one; screen readers read hint and error with it. */
export function SelectField({ label, options, hint, error, compact = false, className, id: ownId, ...props }: Props) {
  const made = useId();
  const id = ownId ?? made;
  return (
    <FieldFrame {...{ id, label, hint, error, className }} isLabelHidden={compact}>
      <select
        id={id}
        {...wordsOf(id, hint, error)}
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
    </FieldFrame>
  );
}
