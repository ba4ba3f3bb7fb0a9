import { cn } from "./cn";

/** As an avatar shows them. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("");
}

/** The initials of a name. Hidden from screen readers, because the name is beside it. */
export function Avatar({ name, quiet = false }: { name: string /** Of somebody who is one of many. */; quiet?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-full font-semibold text-xs uppercase",
        quiet ? "bg-muted text-muted-foreground" : "bg-accent-soft text-accent-text",
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
