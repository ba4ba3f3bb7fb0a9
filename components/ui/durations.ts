const minuteSeconds = 60;
const hourSeconds = 60 * minuteSeconds;
const daySeconds = 24 * hourSeconds;

/** After this many seconds a waiting question is late. */
export const longWaitSeconds = daySeconds;

const unit = (value: number, name: string) => `${value} ${name}`;

/** A span in its two largest units: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`. Seconds only below a minute, no minutes from a day on. */
export function formatSpan(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minuteSeconds) return unit(whole, "s");
  if (whole < hourSeconds) return unit(Math.floor(whole / minuteSeconds), "min");
  const [big, bigName, bigSize, small, smallName] =
    whole < daySeconds
      ? ([hourSeconds, "h", hourSeconds, minuteSeconds, "min"] as const)
      : ([daySeconds, "d", daySeconds, hourSeconds, "h"] as const);
  const rest = Math.floor((whole % bigSize) / small);
  return unit(Math.floor(whole / big), bigName) + (rest > 0 ? ` ${unit(rest, smallName)}` : "");
}

/** How long ago, roughly: `just now`, `5 min ago`, `3 h ago`, `2 d ago`. After a week null, because a date is better then. */
export function formatAgo(seconds: number): string | null {
  if (seconds < minuteSeconds) return "just now";
  if (seconds < hourSeconds) return `${Math.floor(seconds / minuteSeconds)} min ago`;
  if (seconds < daySeconds) return `${Math.floor(seconds / hourSeconds)} h ago`;
  return seconds < 7 * daySeconds ? `${Math.floor(seconds / daySeconds)} d ago` : null;
}

/** A share between 0 and 1 in whole percent, never rounded up to 100 % or down to 0 %. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  return `${share < 1 ? Math.min(percent, 99) : 100} %`.replace(/^0 %$/, share > 0 ? "1 %" : "0 %");
}
