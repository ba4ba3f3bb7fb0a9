import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { fileClass } from "./field-class";

export type FieldWords = {
  label: string;
  hint?: ReactNode /** What is wrong, in words that say what to do. */;
  error?: string | undefined;
};

const look =
  "w-full rounded-lg border border-input bg-card px-3 text-base placeholder:text-muted-foreground aria-invalid:border-destructive";

/** A labelled input; screen readers read hint and error with it. */
export function Field({ label, hint, error, className, id: ownId, ...props }: ComponentProps<"input"> & FieldWords) {
  const made = useId();
  const id = ownId ?? made;
  return (
    <FieldFrame {...{ id, label, hint, error, className }}>
      <input id={id} dir="auto" {...wordsOf(id, hint, error)} className={props.type === "file" ? fileClass : `h-11 ${look}`} {...props} />
    </FieldFrame>
  );
}

/** A labelled input of several lines, which grows with its text. */
export function TextArea({ label, hint, error, className, id: ownId, ...props }: ComponentProps<"textarea"> & FieldWords) {
  const made = useId();
  const id = ownId ?? made;
  return (
    <FieldFrame {...{ id, label, hint, error, className }}>
      <textarea
        id={id}
        dir="auto"
        {...wordsOf(id, hint, error)}
        className={`max-h-60 min-h-24 resize-y py-2 [field-sizing:content] ${look}`}
        {...props}
      />
    </FieldFrame>
  );
}

/** A labelled choice among `option`s. */
export function Select({ label, hint, error, className, id: ownId, ...props }: ComponentProps<"select"> & FieldWords) {
  const made = useId();
  const id = ownId ?? made;
  return (
    <FieldFrame {...{ id, label, hint, error, className }}>
      <select id={id} {...wordsOf(id, hint, error)} className={`h-11 ${look}`} {...props} />
    </FieldFrame>
  );
}

/** What ties a control to its hint and its error, for screen readers. */
export const wordsOf = (id: string, hint: ReactNode, error: string | undefined) => ({
  "aria-invalid": error ? true : undefined,
  "aria-describedby": error ? `${id}-error` : hint ? `${id}-hint` : undefined,
});

type FrameProps = FieldWords & {
  id: string;
  className: string | undefined;
  /** The label is read out, not shown. */
  isLabelHidden?: boolean;
  children: ReactNode;
};

/** What stands around a control: its label above, its hint or its error below. */
export function FieldFrame({ id, label, hint, error, className, isLabelHidden = false, children }: FrameProps) {
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-semibold text-sm"}>
        {label}
      </label>
      {children}
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
