import { formatSpan } from "../ui/durations";

const units = ["B", "KB", "MB", "GB", "TB"];

/** A size as the server names its limits: `640 KB`, `3.4 MB`, `1.2 GB`; 1 KB is 1024 bytes. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  // Rounding may reach the next unit: one byte less than 1 MB is 1 MB.
  if (Math.round(value) >= 1024 && step < units.length - 1) return formatBytes(1024 ** (step + 1));
  return `${step >= 2 && value < 100 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[step]}`;
}

/** Whole percent; 100 only when all is sent. */
export const percentOf = (sent: number, size: number): number => (sent >= size ? 100 : Math.min(99, Math.floor((sent / size) * 100)));

/** The state of a running transfer: `3.4 of 12 MB · 1.2 MB/s · 8 s left`. `speed` in bytes a second, null while it is unknown. */
export function transferText(sent: number, size: number, speed: number | null): string {
  const parts = [`${formatBytes(sent)} of ${formatBytes(size)}`];
  if (speed !== null) {
    parts.push(`${formatBytes(speed)}/s`);
    if (speed > 0 && sent < size) parts.push(`${formatSpan(Math.max(1, (size - sent) / speed))} left`);
  }
  return parts.join(" · ");
}
