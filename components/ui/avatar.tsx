import { cn } from "./cn";

/** The initials of a name. Hidden from screen readers, because the name is beside it. */
export function Avatar({ name, quiet = false }: { name: string /** Of somebody who is one of many. */; quiet?: boolean }) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("");
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-full font-semibold text-xs uppercase",
        quiet ? "bg-muted text-muted-foreground" : "bg-accent-soft text-accent-text",
      )}
    >
      {initials}
    </span>
  );
}
