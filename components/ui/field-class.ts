/** The look of a text field, like that of `components/ui/field`. */
export const fieldClass =
  "rounded-lg border border-input bg-card px-3 py-2 placeholder:text-muted-foreground aria-invalid:border-destructive";

/** The look of a field that takes a file: the browser's own, with its button as ours are. */
export const fileClass =
  "w-full rounded-lg text-sm file:me-3 file:h-10 file:cursor-pointer file:rounded-lg file:border file:border-border file:border-solid file:bg-background file:px-4 file:font-semibold file:text-foreground hover:file:bg-muted";
