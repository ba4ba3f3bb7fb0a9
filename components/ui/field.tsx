import { type ComponentProps, useId } from "react";
import { cn } from "./cn";

type Props = ComponentProps<"input"> & {
  label: string;
  hint?: string /** What is wrong, in words that say what to do. */;
  error?: string | undefined;
};

/** A labelled input; hint and error are read out with it. */
export function Field({ label, hint, error, className, id: given, ...props }: Props) {
  const made = useId();
  const id = given ?? made;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="font-semibold text-sm">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        className="h-11 w-full rounded-lg border border-input bg-card px-3 text-base placeholder:text-muted-foreground aria-invalid:border-destructive"
        {...props}
      />
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
