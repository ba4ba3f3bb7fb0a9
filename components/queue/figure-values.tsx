import { formatShare, formatSpan } from "../ui/durations";

/** How long a first answer took; null when there is none. */
export const spanOf = (seconds: number | null): string | null =>
  seconds === null ? null : seconds < 1 ? "< 1\u00a0s" : formatSpan(seconds);

export const shareOf = (share: number | null): string | null => (share === null ? null : formatShare(share));

/** A figure, or that there is none. */
export const Figure = ({ value }: { value: string | null }) =>
  value ?? (
    <span className="text-muted-foreground">
      –<span className="sr-only">not enough data</span>
    </span>
  );
