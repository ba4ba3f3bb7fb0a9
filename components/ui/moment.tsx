import { clsx } from "clsx";

/** Seconds of a video as people write them: `0:07`, `12:41`, `1:02:03`. Parts of a second are cut off. */
export function formatMoment(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A typed moment in seconds; null for anything else. Accepts `12:41`, `1:02:03`, and `95` as plain seconds. */
export function parseMoment(text: string): number | null {
  const parts = text.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,6}$/.test(part))) return null;
  const [last = 0, ...bigger] = parts.map(Number).reverse();
  if (bigger.length > 0 && (last > 59 || (bigger.length === 2 && (bigger[0] ?? 0) > 59))) return null;
  return last + (bigger[0] ?? 0) * 60 + (bigger[1] ?? 0) * 3600;
}

/** A moment for screen readers, which read `12:41` as a time of day: `12 minutes 41 seconds`. */
export function spokenMoment(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const part = (value: number, unit: string) => (value > 0 ? [`${value} ${unit}${value === 1 ? "" : "s"}`] : []);
  const parts = [
    ...part(Math.floor(whole / 3600), "hour"),
    ...part(Math.floor((whole % 3600) / 60), "minute"),
    ...part(whole % 60, "second"),
  ];
  return parts.join(" ") || "0 seconds";
}

/** The `?t=` of an address, in whole seconds; null when there is none worth seeking to. */
export function momentOfQuery(value: string | string[] | undefined): number | null {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined ? null : parseMoment(text.replace(/(?:\.\d+)?s?$/, ""));
}

/** The look of a moment. Grey, because in a list only what is selected is amber. */
export const momentChip =
  "inline-flex shrink-0 items-center rounded-full bg-foreground/8 px-2 py-0.5 font-semibold text-foreground text-meta tabular-nums";

/** A moment as a quiet chip, for rows and headings. It is only text; wrap it in a link or a button where it acts. */
export function MomentChip({ seconds, className }: { seconds: number; className?: string }) {
  return (
    <span className={clsx(momentChip, className)}>
      <Moment seconds={seconds} />
    </span>
  );
}

/** A moment within a line of text. */
export function Moment({ seconds }: { seconds: number }) {
  return (
    <>
      <span aria-hidden="true" className="tabular-nums">
        {formatMoment(seconds)}
      </span>
      <span className="sr-only">at {spokenMoment(seconds)}</span>
    </>
  );
}
