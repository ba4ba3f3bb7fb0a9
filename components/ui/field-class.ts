/** The look of a text field, like that of `components/ui/field`. */
export const fieldClass =
  "rounded-lg border border-input bg-card px-3 py-2 placeholder:text-muted-foreground aria-invalid:border-destructive";
